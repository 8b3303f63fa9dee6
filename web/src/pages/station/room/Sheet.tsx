import { useLayoutEffect, useState } from "preact/hooks";
import { signal } from "../../../capture/signal";
import { useCodes } from "../../../capture/useCodes";
import { outbox } from "../../../device/here";
import type { Captive } from "../../../device/outbox";
import type { Candidate, Roster } from "../../../device/roster";
import type { Progress } from "../../../flow/room";
import { record } from "../../../sync/record";
import { advice, isCode, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { frameIn } from "../../../ui/camera/shapes";
import { Field, Form } from "../../../ui/field/Field";
import { CameraScan } from "../../../ui/scan/CameraScan";
import { Notice } from "../../../ui/state/State";
import styles from "./room.module.css";

/** What a barcode may be: 1 to 64 of these (contract, 2). */
const BARCODE = /^[A-Za-z0-9\-/._]{1,64}$/;

interface Props {
  roster: Roster;
  candidate: Candidate;
  progress: Progress;
  scanned: { code: string; at: number } | undefined;
  onScan: (code: string) => void;
  onDone: () => void;
}

const stands = ({ standing }: Captive): boolean =>
  standing.at !== "refused" && standing.at !== "conflict" && standing.at !== "void";

/** Whose a sheet is already, as far as this device knows. */
function ownerOf(barcode: string, roster: Roster): string | undefined {
  // Sheets that differ in capitals alone are one sheet that was read twice.
  const same = (other: unknown): boolean => typeof other === "string" && other.toLowerCase() === barcode.toLowerCase();
  const bound = [...outbox.peek().values()].find(
    (one) => one.entityType === "omr" && one.examId === roster.exam.id && same(one.data.barcode) && stands(one),
  );
  return bound?.rollNumber ?? roster.people.find((one) => same(one.omr?.barcode))?.rollNumber;
}

/** What the server did not take, and why. */
function Refused({ candidate }: { candidate: Candidate }) {
  const last = [...outbox.value.values()].findLast(
    (one) => one.entityType === "omr" && one.candidateId === candidate.id && one.standing.at === "refused",
  );
  if (last?.standing.at !== "refused") return null;
  const [says, next] = advice(isCode(last.standing.code) ? last.standing.code : "INTERNAL");
  return (
    <Notice tone="bad" title={says}>
      <p>{next}</p>
    </Notice>
  );
}

/** The OMR sheet: scanned, looked at once more, bound. */
export function Sheet({ roster, candidate, progress, scanned, onScan, onDone }: Props) {
  const [typed, setTyped] = useState("");
  const [looking, setLooking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const codes = useCodes(looking, frameIn, onScan);
  useLayoutEffect(() => {
    if (!scanned) return;
    setTyped(scanned.code);
    setWrong(undefined);
    setLooking(false);
  }, [scanned]);
  const bind = async (): Promise<void> => {
    const barcode = typed.trim();
    const owner = ownerOf(barcode, roster);
    if (!BARCODE.test(barcode)) setWrong(t("sheet.unreadable"));
    else if (roster.people.some((one) => one.rollNumber === barcode)) setWrong(t("sheet.card"));
    else if (owner && owner !== candidate.rollNumber) setWrong(t("sheet.taken", { roll: owner }));
    else {
      setBusy(true);
      try {
        await record(roster, candidate, "omr", { barcode });
        signal("good");
        return onDone();
      } catch {
        setWrong(t("gate.failed"));
      } finally {
        setBusy(false);
      }
    }
    signal("wrong");
  };
  if (progress.sheet) {
    return (
      <section class={styles.panel} aria-label={t("room.part.sheet")}>
        <Notice tone="good" title={t("sheet.bound", { code: progress.sheet })}>
          <p>{t("sheet.bound.next")}</p>
        </Notice>
      </section>
    );
  }
  return (
    <section class={styles.panel} aria-label={t("room.part.sheet")}>
      <Refused candidate={candidate} />
      <Form onSubmit={() => void bind()}>
        <Field
          label={t("sheet.code")}
          hint={t("sheet.hint")}
          error={wrong}
          value={typed}
          autocomplete="off"
          onInput={(value) => {
            setTyped(value);
            setWrong(undefined);
          }}
          autofocus
        />
        <Buttons>
          <Button kind="primary" type="submit" busy={busy} disabled={!typed.trim()}>
            {t("sheet.bind")}
          </Button>
        </Buttons>
      </Form>
      <CameraScan
        open={looking}
        onOpen={setLooking}
        stream={codes.camera?.stream}
        failed={codes.failed}
        onVideo={codes.onVideo}
        again={codes.again}
        torch={codes.camera?.hasTorch ? () => void codes.camera?.torch(true) : undefined}
      />
    </section>
  );
}
