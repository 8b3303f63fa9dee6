import { roster, slot } from "../../../device/chosen";
import type { Candidate } from "../../../device/roster";
import { moment, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Page } from "../../../ui/page/Page";
import { Empty } from "../../../ui/state/State";
import styles from "./paper.module.css";

/** By room and seat, as people sit; by roll number where the roster says neither. */
export function byRoom(people: readonly Candidate[]): [room: string, people: Candidate[]][] {
  const collator = new Intl.Collator(undefined, { numeric: true });
  const rooms = new Map<string, Candidate[]>();
  const sorted = [...people].sort(
    (a, b) => collator.compare(a.seat ?? "", b.seat ?? "") || collator.compare(a.rollNumber, b.rollNumber),
  );
  for (const one of sorted) {
    const room = one.room ?? "";
    rooms.set(room, [...(rooms.get(room) ?? []), one]);
  }
  return [...rooms].sort(([a], [b]) => collator.compare(a, b));
}

/** The last fallback: a list to sign, for a day on which no device works. */
export default function Paper() {
  const [now, place] = [roster.value, slot.value];
  if (!now || !place) {
    return (
      <Page title={t("paper.title")} narrow>
        <Empty title={t("home.empty")} next={t("home.empty.next")} href="/station/setup" action={t("home.setup")} />
      </Page>
    );
  }
  const rooms = byRoom(now.people.filter((one) => one.slotId === place.id));
  return (
    <Page
      title={t("paper.title")}
      lead={`${now.exam.name} · ${place.slotName}`}
      act={<Button onClick={() => print()}>{t("paper.print")}</Button>}
    >
      <p class={styles.note}>{t("paper.note", { time: moment(now.serverTime) })}</p>
      {rooms.map(([room, people]) => (
        <table key={room} class={styles.list}>
          <caption>{room ? t("gate.room", { room }) : t("paper.noRoom")}</caption>
          <thead>
            <tr>
              {(["seat", "roll", "name", "sheet", "signature"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`paper.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.id}>
                <td>{one.seat}</td>
                <th scope="row">{one.rollNumber}</th>
                <td>{one.name}</td>
                <td />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </Page>
  );
}
