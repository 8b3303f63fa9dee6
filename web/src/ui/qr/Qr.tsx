import { useEffect, useState } from "preact/hooks";
import { pathOf, QUIET_MODULES } from "./draw";
import styles from "./qr.module.css";

interface Drawn {
  path: string;
  size: number;
}

/** A text as a QR code, drawn here: nobody is asked to draw a secret. Whoever cannot scan it finds it beside in words. */
export function Qr({ text, label, failed }: { text: string; label: string; failed: string }) {
  const [drawn, setDrawn] = useState<Drawn>();
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let gone = false;
    import("uqr").then(
      ({ encode }) => {
        const { data } = encode(text, { ecc: "M", border: 0 });
        if (!gone) setDrawn({ path: pathOf(data), size: data.length + 2 * QUIET_MODULES });
      },
      () => setBroken(true),
    );
    return () => {
      gone = true;
    };
  }, [text]);
  if (broken) return <p class={styles.failed}>{failed}</p>;
  return (
    <div class={styles.code}>
      {drawn && (
        <svg role="img" aria-label={label} viewBox={`0 0 ${drawn.size} ${drawn.size}`} shape-rendering="crispEdges">
          <path d={drawn.path} />
        </svg>
      )}
    </div>
  );
}
