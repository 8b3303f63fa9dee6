import { useEffect, useRef, useState } from "preact/hooks";
import { keepAwake } from "../../../capture/awake";
import { bare, readings } from "../../../capture/scanner";
import { signal, unlock } from "../../../capture/signal";
import { useScanner } from "../../../capture/useScanner";
import { roster, slot } from "../../../device/chosen";
import { outbox } from "../../../device/here";
import type { Candidate, Roster } from "../../../device/roster";
import { byRollNumber, mayGoOn, progressOf } from "../../../device/work";
import { TWICE_MILLISECONDS } from "../../../flow/gate";
import { look } from "../../../sync/record";
import { t } from "../../../text";
import { Page } from "../../../ui/page/Page";
import { Find } from "../../../ui/scan/Find";
import { Empty, Notice } from "../../../ui/state/State";
import { isAsked } from "./asked";
import { Person } from "./Person";
import styles from "./room.module.css";
import { Waiting } from "./Waiting";

/** Why a candidate is not worked with now. */
type Stop = { kind: "nobody"; code: string } | { kind: "absent" | "other" | "closed" | "busy"; rollNumber: string };

function Told({ stop }: { stop: Stop }) {
  const values = stop.kind === "nobody" ? { code: stop.code } : { code: stop.rollNumber };
  return (
    <Notice tone={stop.kind === "closed" ? "plain" : "bad"} title={t(`room.stop.${stop.kind}`, values)}>
      <p>{t(`room.stop.${stop.kind}.next`)}</p>
    </Notice>
  );
}

function Work({ roster, people }: { roster: Roster; people: readonly Candidate[] }) {
  const [current, setCurrent] = useState<string>();
  const [stop, setStop] = useState<Stop>();
  const [sheet, setSheet] = useState<{ code: string; at: number }>();
  const [ignored, setIgnored] = useState<{ code: string; why: "twice" | "busy" }>();
  const last = useRef({ code: "", at: 0 });
  const { size } = outbox.value; // Drawn anew with every record.
  // What was said of a scan is over when the work went on.
  useEffect(() => setStop(undefined), [size]);
  const candidate = people.find((one) => one.id === current);

  const refuse = (why: Stop): void => {
    setStop(why);
    signal("wrong");
  };
  const open = (person: Candidate): void => {
    const may = mayGoOn(person, roster);
    const kind = progressOf(person).closed ? "closed" : may;
    if (kind !== "yes") {
      refuse({ kind, rollNumber: person.rollNumber });
      return;
    }
    setStop(undefined);
    setSheet(undefined);
    setCurrent(person.id);
    void look(roster.exam.id, person.id);
  };
  const ignore = (code: string, why: "twice" | "busy"): void => {
    setIgnored({ code, why });
    if (why === "busy") signal("wrong");
  };
  const scan = (code: string): void => {
    const person = readings(code).flatMap((one) => byRollNumber(roster).get(one) ?? [])[0];
    const name = person?.rollNumber ?? bare(code);
    const at = Date.now();
    const isTwice = name === last.current.code && at - last.current.at < TWICE_MILLISECONDS;
    if (isTwice || isAsked()) {
      ignore(name, isTwice ? "twice" : "busy");
      return;
    }
    last.current = { code: name, at };
    setIgnored(undefined);
    if (!candidate || progressOf(candidate).closed) {
      if (person) open(person);
      else refuse({ kind: "nobody", code: name });
    } else if (!person) setSheet({ code: name, at });
    else if (person.id === candidate.id) ignore(name, "twice");
    else refuse({ kind: "busy", rollNumber: candidate.rollNumber });
  };
  /** The next one comes by itself: whoever has waited longest. */
  const next = (): void => {
    setCurrent(undefined);
    setSheet(undefined);
    setStop(undefined);
    setIgnored(undefined);
  };
  useScanner(scan);
  useEffect(() => {
    const ends = [unlock(), keepAwake()];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return (
    <div class={styles.work}>
      <div class={styles.left}>
        <div class={styles.told}>
          {stop && <Told stop={stop} />}
          <p class={styles.ignored} role="status">
            {ignored && t(`gate.ignored.${ignored.why}`, { code: ignored.code })}
          </p>
        </div>
        {candidate ? (
          <Person key={candidate.id} roster={roster} candidate={candidate} sheet={sheet} onScan={scan} onNext={next} />
        ) : (
          <div class={styles.ready}>
            <p class={styles.title}>{t("room.ready")}</p>
            <p>{t("room.ready.next")}</p>
          </div>
        )}
      </div>
      <aside class={styles.right}>
        {!candidate && <Find people={people} hideNames={false} label={t("gate.find")} onChoose={scan} />}
        <Waiting people={people} roster={roster} current={current} onChoose={open} />
      </aside>
    </div>
  );
}

/** Station 2: face, finger, sheet, close; and the next one. */
export default function Room() {
  const [now, place] = [roster.value, slot.value];
  const people = now && place ? now.people.filter((one) => one.slotId === place.id) : [];
  return (
    <Page title={t("room.title")} lead={place && `${now?.exam.name} · ${place.slotName}`}>
      {now && place ? (
        <Work key={`${now.downloadId}/${place.id}`} roster={now} people={people} />
      ) : (
        <Empty title={t("home.empty")} next={t("home.empty.next")} href="/station/setup" action={t("home.setup")} />
      )}
    </Page>
  );
}
