import type { Candidate, Roster } from "../../../device/roster";
import { mayGoOn, presenceOf, progressOf } from "../../../device/work";
import { missing, NOTHING_YET, stateOf } from "../../../flow/room";
import { clock, counted, t } from "../../../text";
import { Chip } from "../../../ui/chips/Chips";
import { Section } from "../../../ui/page/Page";
import styles from "./room.module.css";

const MOST = 30;

interface Props {
  people: readonly Candidate[];
  roster: Roster;
  current: string | undefined;
  onChoose: (candidate: Candidate) => void;
}

/** Who is present and not through yet, the longest waiting first. */
export function Waiting({ people, roster, current, onChoose }: Props) {
  const { settings } = roster.exam;
  const waiting = people
    .filter((one) => one.id !== current && mayGoOn(one, roster) === "yes" && !progressOf(one).closed)
    .map((candidate) => ({ candidate, since: presenceOf(candidate)?.at ?? "", progress: progressOf(candidate) }))
    .sort((a, b) => a.since.localeCompare(b.since));
  return (
    <Section title={counted("room.waiting", waiting.length)}>
      <ol class={styles.waiting}>
        {waiting.slice(0, MOST).map(({ candidate, since, progress }) => (
          <li key={candidate.id}>
            <button
              type="button"
              class={styles.one}
              disabled={current !== undefined}
              onClick={() => onChoose(candidate)}
            >
              <b>{candidate.rollNumber}</b>
              {since && <span>{clock(since)}</span>}
              {stateOf("face", progress, settings) === "supervisor" ? (
                <Chip tone="warn">{t("room.supervisor")}</Chip>
              ) : (
                missing(progress, settings).length < missing(NOTHING_YET, settings).length && (
                  <Chip>{t("room.begun")}</Chip>
                )
              )}
            </button>
          </li>
        ))}
      </ol>
    </Section>
  );
}
