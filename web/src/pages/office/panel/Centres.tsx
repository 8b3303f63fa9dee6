import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { CentreStats } from "../../../api/figures";
import { counted, duration, number, percent, t } from "../../../text";
import { CentreGrid } from "../../../ui/grid/CentreGrid";
import { cellOf } from "../../../ui/grid/cells";
import { Card, Section } from "../../../ui/page/Page";
import { useNow } from "../../../ui/state/State";
import styles from "./centres.module.css";

const NAMED = 6;

function line(centre: CentreStats): string {
  const state = cellOf(centre).state;
  const came = t("grid.line", {
    code: centre.code,
    name: centre.name,
    present: centre.present,
    candidates: centre.candidates,
  });
  return `${came} · ${t(`grid.${state}`)}`;
}

/** Since when a silent centre has said nothing, and what waits there. */
function Silent({ examId, centre }: { examId: string; centre: CentreStats }) {
  const now = useNow(10_000);
  const since = centre.silentSince ?? centre.lastHeardAt ?? centre.lastActivityAt;
  return (
    <li>
      <a class={styles.silent} href={`/exams/${examId}/centres/${centre.centreId}`}>
        <span class={styles.name}>
          {centre.code} {centre.name}
        </span>
        <span class={styles.facts}>
          {since ? t("panel.silent.since", { time: duration(now - Date.parse(since)) }) : t("panel.silent.never")}
          {centre.pending > 0 && ` · ${counted("panel.waits", centre.pending)}`}
          {` · ${percent(centre.present, centre.candidates)}`}
        </span>
      </a>
    </li>
  );
}

export function Centres({ examId, centres }: { examId: string; centres: readonly CentreStats[] }) {
  const { route } = useLocation();
  const cells = useMemo(() => centres.map(cellOf), [centres]);
  const silent = centres.filter((centre) => centre.silent);
  return (
    <Card>
      <Section
        title={t("panel.centres")}
        note={counted("exams.centres.many", centres.length, { all: number(centres.length) })}
      >
        {silent.length > 0 && (
          <div class={styles.calls}>
            <h3>{counted("panel.silent", silent.length)}</h3>
            <ul>
              {silent.slice(0, NAMED).map((centre) => (
                <Silent key={centre.centreId} examId={examId} centre={centre} />
              ))}
            </ul>
            {silent.length > NAMED && <p>{counted("panel.silent.more", silent.length - NAMED)}</p>}
          </div>
        )}
        <CentreGrid
          label={t("panel.centres")}
          cells={cells}
          say={(index) => (centres[index] ? line(centres[index]) : "")}
          onOpen={(index) => centres[index] && route(`/exams/${examId}/centres/${centres[index].centreId}`)}
        />
      </Section>
    </Card>
  );
}
