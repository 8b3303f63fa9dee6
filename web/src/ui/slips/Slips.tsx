import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../text";
import { Button } from "../button/Button";
import styles from "./slips.module.css";

/** What one person is given on paper. */
export interface Slip {
  key: string;
  /** In large letters, so that a pile of slips is dealt out at a glance. */
  head: string;
  name?: string | undefined;
  code: string;
  facts: readonly (readonly [string, string])[];
}

/** A code in its groups; the last symbol may be the one that the others are checked by. */
function Code({ code, checked }: { code: string; checked: boolean }) {
  const groups = code.split("-");
  return (
    <p class={styles.code}>
      {groups.map((group, index) => {
        const last = checked && index === groups.length - 1;
        return (
          <span key={index} class={styles.group}>
            {last ? group.slice(0, -1) : group}
            {last && <b class={styles.check}>{group.slice(-1)}</b>}
          </span>
        );
      })}
    </p>
  );
}

function Sheet({ slips, checked, says }: { slips: readonly Slip[]; checked: boolean; says: string }) {
  return (
    <ul class={styles.sheet}>
      {slips.map((slip) => (
        <li key={slip.key} class={styles.slip}>
          <p class={styles.head}>{slip.head}</p>
          {slip.name && <p class={styles.name}>{slip.name}</p>}
          <Code code={slip.code} checked={checked} />
          <dl class={styles.facts}>
            {slip.facts.map(([what, is]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{is}</dd>
              </div>
            ))}
          </dl>
          <p class={styles.says}>{says}</p>
        </li>
      ))}
    </ul>
  );
}

/** Prints slips to be cut apart. They are in the document only while it is printed: there may be thousands. */
export function PrintSlips({
  slips,
  checked = false,
  one = false,
  says,
  onPrinted,
}: {
  /** Made when they are printed. */
  slips: () => readonly Slip[];
  checked?: boolean;
  /** There is but one. */
  one?: boolean;
  /** What whoever holds the slip should know. */
  says: string;
  onPrinted?: () => void;
}) {
  const now = useRef({ slips, checked, says, onPrinted });
  now.current = { slips, checked, says, onPrinted };
  useEffect(() => {
    const paper = document.createElement("div");
    paper.dataset.paper = "";
    const before = (): void => {
      document.body.append(paper);
      const { slips, checked, says } = now.current;
      render(<Sheet slips={slips()} checked={checked} says={says} />, paper);
    };
    const after = (): void => {
      render(null, paper);
      paper.remove();
      now.current.onPrinted?.();
    };
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
      render(null, paper);
      paper.remove();
    };
  }, []);
  return (
    <Button kind="primary" onClick={() => print()}>
      {t(one ? "slips.print.one" : "slips.print")}
    </Button>
  );
}
