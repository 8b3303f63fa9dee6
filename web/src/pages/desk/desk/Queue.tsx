import { useState } from "preact/hooks";
import type { Desk, Waiting } from "../../../api/desk";
import { byId, useCentres } from "../../../api/lists";
import type { Remote } from "../../../api/query";
import { clock, counted, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Chip } from "../../../ui/chips/Chips";
import { Section, Small } from "../../../ui/page/Page";
import { Ago, Empty, Notice, Show } from "../../../ui/state/State";
import styles from "./desk.module.css";
import { Opened } from "./Opened";
import { isOff, nameOf, useAround } from "./people";
import { titleOf, toneOf } from "./says";

/** So many are shown at once, the longest waiting; the others when somebody asks for them. */
const SHOWN = 25;

interface RowProps {
  one: Waiting;
  centre: string | undefined;
  open: boolean;
  onToggle: () => void;
}

function Row({ one, centre, open, onToggle }: RowProps) {
  const around = useAround();
  const id = `waits-${one.key}`;
  return (
    <li class={styles.item}>
      <button type="button" class={styles.row} aria-expanded={open} aria-controls={id} onClick={onToggle}>
        <span class={styles.what}>
          <b>{one.rollNumber ?? t("desk.unknown")}</b>
          <Chip tone={toneOf(one)}>{titleOf(one)}</Chip>
        </span>
        <span class={styles.since}>
          <Ago at={one.since} />
        </span>
        <span class={styles.who}>
          {[centre, nameOf(around, one.operatorId), one.deviceId].filter(Boolean).join(" · ")}
        </span>
        <span class={styles.arrow} aria-hidden="true" />
      </button>
      <div id={id} hidden={!open}>
        {open && <Opened one={one} />}
      </div>
    </li>
  );
}

interface Props {
  desk: Remote<Desk>;
  open: string;
  setOpen: (key: string) => void;
}

/** Everything that waits for a decision, in the order of who has waited longest. */
export function Queue({ desk, open, setOpen }: Props) {
  const { me } = useAround();
  const [most, setMost] = useState(SHOWN);
  const centres = byId(useCentres().data);
  const off = isOff();
  const centreOf = (one: Waiting): string | undefined =>
    me?.role === "admin" ? centres.get(one.centreId ?? "")?.code : undefined;
  return (
    <Section title={t("desk.waits")} note={t("desk.waits.note")}>
      {off && desk.data && (
        <Notice tone="warn" title={t("desk.off", { time: clock(desk.at) })}>
          <p>{t("desk.off.next")}</p>
        </Notice>
      )}
      <Show
        of={desk}
        part={off}
        empty={(read) =>
          read.items.length === 0 ? <Empty title={t("desk.nothing")} next={t("desk.nothing.next")} /> : undefined
        }
      >
        {(read) => (
          <>
            <p role="status" class={styles.count}>
              {counted(read.more ? "desk.count.more" : "desk.count", read.items.length)}
            </p>
            <ul class={styles.queue}>
              {read.items.slice(0, most).map((one) => (
                <Row
                  key={one.key}
                  one={one}
                  centre={centreOf(one)}
                  open={one.key === open}
                  onToggle={() => setOpen(one.key === open ? "" : one.key)}
                />
              ))}
            </ul>
            {read.items.length > most && (
              <div>
                <Button onClick={() => setMost(most + SHOWN)}>{t("desk.more")}</Button>
              </div>
            )}
            {read.more && <Small>{t("desk.rest")}</Small>}
          </>
        )}
      </Show>
    </Section>
  );
}
