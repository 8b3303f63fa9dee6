import { useEffect, useRef, useState } from "preact/hooks";
import {
  drivers,
  type FingerprintDriver,
  FingerprintFailed,
  type FingerprintFailure,
  probeAll,
} from "../../../capture/fingerprint/drivers";
import { signal } from "../../../capture/signal";
import { device } from "../../../device/db";
import type { Candidate, Roster } from "../../../device/roster";
import { isDemo } from "../../../sync/demo";
import { record } from "../../../sync/record";
import { t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Form, Select } from "../../../ui/field/Field";
import { lined, Reason } from "../../../ui/reason/Reason";
import { Loading, Notice } from "../../../ui/state/State";
import { useAsked } from "./asked";
import styles from "./room.module.css";

const FINGERS = ["right_thumb", "left_thumb", "right_index", "left_index"] as const;
const WHY = ["finger.noReader", "finger.injured", "finger.missing", "finger.unreadable", "finger.refused"] as const;
const CAPTURE_MILLISECONDS = 20_000;

/** The readers that could be asked now, the best first; a file is always one. */
function useReaders() {
  const [readers, setReaders] = useState<FingerprintDriver[]>();
  const look = async (): Promise<void> => {
    setReaders(undefined);
    const found = await probeAll(drivers({ demo: await isDemo() }));
    setReaders(found.filter(({ presence }) => presence === "ready").map(({ driver }) => driver));
  };
  useEffect(() => void look(), []);
  return { readers, look };
}

const nameOf = ({ id, name }: FingerprintDriver): string =>
  name ?? t(id === "simulated" ? "fingerprint.simulated" : "fingerprint.file");

function Exception({ onSay, busy }: { onSay: (reason: string) => void; busy: boolean }) {
  const [reason, setReason] = useState("");
  return (
    <Form onSubmit={() => lined(reason) && onSay(lined(reason))}>
      <Reason label={t("undo.why")} usual={WHY.map((key) => t(key))} value={reason} onInput={setReason} />
      <Button type="submit" busy={busy} disabled={!lined(reason)}>
        {t("finger.except.act")}
      </Button>
    </Form>
  );
}

/** One finger, captured and never compared; or why there is none. */
export function Finger({ roster, candidate, onDone }: { roster: Roster; candidate: Candidate; onDone: () => void }) {
  const { readers, look } = useReaders();
  const [chosen, setChosen] = useState<string>();
  const [finger, setFinger] = useState<(typeof FINGERS)[number]>("right_thumb");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FingerprintFailure | "notSaved">();
  const [excepting, setExcepting] = useState(false);
  const stop = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const reader = readers?.find((one) => one.id === chosen) ?? readers?.[0];

  useAsked(busy);
  const keep = async (data: Record<string, unknown>, picture?: Blob): Promise<void> => {
    setBusy(true);
    try {
      await record(roster, candidate, "fingerprint", data, picture);
      signal("good");
      onDone();
    } catch {
      setFailure("notSaved");
      setBusy(false);
    }
  };
  const capture = async (): Promise<void> => {
    if (!reader) return;
    const ending = new AbortController();
    stop.current = ending;
    setBusy(true);
    setFailure(undefined);
    try {
      const { image, model } = await reader.capture({
        signal: ending.signal,
        timeoutMilliseconds: CAPTURE_MILLISECONDS,
      });
      const captureDeviceId = model ?? `${reader.id}@${(await device()).id}`;
      await keep({ finger, captureDeviceId }, image);
    } catch (thrown) {
      setFailure(thrown instanceof FingerprintFailed ? thrown.failure : "unreadable");
      signal("wrong");
    } finally {
      setBusy(false);
    }
  };
  if (!readers) return <Loading />;
  return (
    <section class={styles.panel} aria-label={t("room.part.fingerprint")}>
      {reader?.simulated && (
        <Notice tone="warn" title={t("fingerprint.simulated")}>
          <p>{t("fingerprint.simulated.says")}</p>
        </Notice>
      )}
      {!excepting && (
        <>
          <div class={styles.fields}>
            <Select
              label={t("finger.which")}
              value={finger}
              options={FINGERS.map((one) => ({ value: one, label: t(`finger.${one}`) }))}
              onChange={setFinger}
            />
            <Select
              label={t("finger.reader")}
              value={reader?.id ?? ""}
              options={readers.map((one) => ({ value: one.id as string, label: nameOf(one) }))}
              onChange={setChosen}
            />
          </div>
          <p>{t(reader?.id === "file" ? "finger.file" : "finger.put")}</p>
          {failure && (
            <Notice tone="bad" title={t(`finger.failed.${failure}`)}>
              <p>{t("finger.failed.next")}</p>
            </Notice>
          )}
          <Buttons>
            <Button kind="primary" busy={busy} onClick={() => void capture()}>
              {t(reader?.id === "file" ? "finger.choose" : "finger.capture")}
            </Button>
            {busy ? (
              <Button kind="quiet" onClick={() => stop.current?.abort()}>
                {t("dialog.cancel")}
              </Button>
            ) : (
              <Button kind="quiet" onClick={() => void look()}>
                {t("finger.look")}
              </Button>
            )}
          </Buttons>
        </>
      )}
      {excepting && <Exception busy={busy} onSay={(exceptionReason) => void keep({ exceptionReason })} />}
      <Buttons>
        <Button kind="quiet" onClick={() => setExcepting(!excepting)}>
          {t(excepting ? "finger.back" : "finger.except")}
        </Button>
      </Buttons>
    </section>
  );
}
