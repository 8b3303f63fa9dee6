import { counted } from "../../../text";
import { type Bad, CellTable } from "../../../ui/cells/CellTable";
import { Section } from "../../../ui/page/Page";
import { Notice } from "../../../ui/state/State";

/** Which cells have to be mended in the file, and how. */
export function BadCells({ bad, title, next }: { bad: readonly Bad[]; title: string; next: string }) {
  return (
    <Section title={counted("import.bad", bad.length)}>
      <Notice tone="bad" title={title}>
        <p>{next}</p>
      </Notice>
      <CellTable label={title} cells={bad} />
    </Section>
  );
}
