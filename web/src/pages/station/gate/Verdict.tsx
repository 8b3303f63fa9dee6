import { useEffect, useRef } from "preact/hooks";
import { roster as chosen } from "../../../device/chosen";
import { here } from "../../../device/here";
import type { Candidate, Roster } from "../../../device/roster";
import { useStoredPhoto } from "../../../device/useStoredPhoto";
import type { Gate, Mark } from "../../../flow/gate";
import { seconds, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { classes } from "../../../ui/classes";
import styles from "./gate.module.css";

interface Props {
  gate: Gate;
  candidate: Candidate | undefined;
  roster: Roster;
  onPresent: () => void;
  onUndo: () => void;
  onNext: () => void;
}

/** When, where and by whom somebody was marked, as far as this device knows. */
export function marked({ at, by, where }: Mark): string {
  const time = at ? seconds(at) : "–";
  const who = by === "me" ? "me" : where === "here" ? "device" : "other";
  return t(`gate.marked.${who}`, { time });
}

function Person({ candidate, roster }: { candidate: Candidate; roster: Roster }) {
  const src = useStoredPhoto(roster.exam.id, candidate);
  const hidden = roster.exam.settings.hideNamesAtGate;
  const place = [
    candidate.room && t("gate.room", { room: candidate.room }),
    candidate.seat && t("gate.seat", { seat: candidate.seat }),
  ].filter(Boolean);
  return (
    <>
      <div class={styles.photo}>
        {src ? (
          <img src={src} alt={t("gate.photo")} />
        ) : (
          <p>{t(candidate.photo ? "gate.photo.wait" : "gate.photo.none")}</p>
        )}
      </div>
      <div class={styles.who}>
        <p class={styles.roll}>{candidate.rollNumber}</p>
        {!hidden && (
          <p class={styles.name} data-name>
            {candidate.name}
          </p>
        )}
        {place.length > 0 && <p class={styles.place}>{place.join(" · ")}</p>}
      </div>
    </>
  );
}

const TONES: Record<Gate["at"], string> = {
  ready: "",
  nobody: "bad",
  elsewhere: "bad",
  found: "",
  already: "warn",
  saving: "",
  done: "good",
  failed: "bad",
  undoing: "warn",
};

function Says({ gate }: { gate: Gate }) {
  switch (gate.at) {
    case "nobody":
      return <Said title={t("gate.nobody", { code: gate.code })} next={t("gate.nobody.next")} />;
    case "elsewhere":
      return <Said title={t("gate.elsewhere", { slot: gate.slotName })} next={t("gate.elsewhere.next")} />;
    case "already":
      return <Said title={t("gate.already")} next={`${marked(gate.mark)} ${t("gate.already.next")}`} />;
    case "done":
      return <Said title={t("gate.done")} next={marked(gate.mark)} />;
    case "failed":
      return <Said title={t("gate.failed")} next={t("gate.failed.next")} />;
    case "saving":
      return <Said title={t("gate.saving")} next="" />;
    case "undoing":
      return <Said title={t("gate.already")} next={marked(gate.mark)} />;
    default:
      return null;
  }
}

function Said({ title, next }: { title: string; next: string }) {
  return (
    <div class={styles.said} role="alert">
      <p class={styles.title}>{title}</p>
      {next && <p>{next}</p>}
    </div>
  );
}

/** Whoever was scanned, and what is to be done. */
export function Verdict({ gate, candidate, roster, onPresent, onUndo, onNext }: Props) {
  const act = useRef<HTMLDivElement>(null);
  const worker = here.value?.worker;
  chosen.value;
  useEffect(() => {
    // The one button is under the finger of whoever works by keyboard.
    act.current?.querySelector("button")?.focus({ preventScroll: true });
  }, [gate.at, candidate?.id]);
  if (gate.at === "ready") {
    return (
      <div class={styles.verdict}>
        <div class={styles.ready}>
          <p class={styles.title}>{t("gate.ready")}</p>
          <p>{t("gate.ready.next")}</p>
        </div>
      </div>
    );
  }
  const mayMark = gate.at === "found" || gate.at === "failed";
  const mark = "mark" in gate ? gate.mark : undefined;
  const mayUndo = mark && (mark.by === "me" || worker?.role === "supervisor");
  return (
    <div class={classes(styles.verdict, TONES[gate.at] && styles[TONES[gate.at]])} data-gate={gate.at}>
      <Says gate={gate} />
      {candidate && <Person candidate={candidate} roster={roster} />}
      <div ref={act} class={styles.act}>
        {mayMark ? (
          <>
            <Button kind="primary" onClick={onPresent}>
              {t("gate.present")}
            </Button>
            <Button kind="quiet" onClick={onNext}>
              {t("gate.notThem")}
            </Button>
          </>
        ) : (
          gate.at !== "saving" && (
            <Buttons>
              <Button onClick={onNext}>{t("gate.next")}</Button>
              {mayUndo && mark?.recordId && gate.at !== "undoing" && (
                <Button kind="quiet" onClick={onUndo}>
                  {t("gate.undo")}
                </Button>
              )}
            </Buttons>
          )
        )}
      </div>
    </div>
  );
}
