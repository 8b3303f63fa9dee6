import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { battery as readBattery } from "../../../capture/battery";
import { type Camera, CameraFailed, type CameraFailure, openCamera } from "../../../capture/camera";
import { drivers, probeAll } from "../../../capture/fingerprint/drivers";
import { signal, unlock } from "../../../capture/signal";
import { useScanner } from "../../../capture/useScanner";
import { roster } from "../../../device/chosen";
import { offset } from "../../../sync/clock";
import { isDemo } from "../../../sync/demo";
import { beat, keepTried, type Ready, tried } from "../../../sync/heartbeat";
import { duration, t } from "../../../text";
import { Button, Buttons } from "../../../ui/button/Button";
import { Chip, type Tone } from "../../../ui/chips/Chips";
import styles from "./setup.module.css";

type Result = { tone: Tone; says: string };
const OPEN: Result = { tone: "plain", says: "" };
const CLOCK_MILLISECONDS = 120_000;
const LOW_PERCENT = 20;
const LEAST_BYTES = 500_000_000;

function Trial({
  name,
  result,
  act,
  children,
}: {
  name: string;
  result: Result;
  act?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const word = {
    good: "setup.works",
    bad: "setup.fails",
    warn: "setup.careful",
    plain: "setup.untried",
    accent: "setup.untried",
  } as const;
  return (
    <li class={styles.trial}>
      <div>
        <p class={styles.name}>
          {name} <Chip tone={result.tone}>{t(word[result.tone])}</Chip>
        </p>
        {result.says && <p class={styles.says}>{result.says}</p>}
      </div>
      {act && <div>{act}</div>}
      {children}
    </li>
  );
}

/** Told to the device and to head office as soon as it is known. */
async function tell(news: Partial<Ready>): Promise<void> {
  await keepTried({
    camera: false,
    scanner: false,
    fingerprint: false,
    sound: false,
    storagePersisted: false,
    ...(await tried()),
    ...news,
  });
  const exam = roster.peek()?.exam.id;
  if (exam) await beat(exam).catch(() => undefined);
}

/** What only a person can tell. */
function Asked({ question, onAnswer }: { question: string; onAnswer: (good: boolean) => void }) {
  return (
    <>
      <p>{question}</p>
      <Buttons>
        <Button kind="primary" onClick={() => onAnswer(true)}>
          {t("yes")}
        </Button>
        <Button onClick={() => onAnswer(false)}>{t("no")}</Button>
      </Buttons>
    </>
  );
}

function CameraTrial({ was }: { was: boolean | undefined }) {
  const [result, setResult] = useState<Result>(was ? { tone: "good", says: "" } : OPEN);
  const [camera, setCamera] = useState<Camera>();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current && camera) video.current.srcObject = camera.stream;
    return () => camera?.stop();
  }, [camera]);
  const open = async (): Promise<void> => {
    try {
      setCamera(await openCamera({ facing: "user" }));
    } catch (thrown) {
      const failure: CameraFailure = thrown instanceof CameraFailed ? thrown.failure : "none";
      setResult({ tone: "bad", says: t(`camera.failed.${failure}`) });
      await tell({ camera: false });
    }
  };
  const judge = (good: boolean): void => {
    setCamera(undefined);
    setResult(good ? { tone: "good", says: "" } : { tone: "bad", says: t("setup.camera.bad") });
    void tell({ camera: good });
  };
  return (
    <Trial
      name={t("setup.camera")}
      result={result}
      act={!camera && <Button onClick={() => void open()}>{t("setup.try")}</Button>}
    >
      {camera && (
        <div>
          <video ref={video} class={styles.video} autoPlay playsInline muted />
          <Asked question={t("setup.camera.seen")} onAnswer={judge} />
        </div>
      )}
    </Trial>
  );
}

function ScannerTrial({ was }: { was: boolean | undefined }) {
  const [result, setResult] = useState<Result>(
    was ? { tone: "good", says: "" } : { tone: "plain", says: t("setup.scanner.says") },
  );
  useScanner((code) => {
    setResult({ tone: "good", says: t("setup.scanner.read", { code }) });
    void tell({ scanner: true });
  });
  return <Trial name={t("setup.scanner")} result={result} />;
}

function SoundTrial({ was }: { was: boolean | undefined }) {
  const [result, setResult] = useState<Result>(was ? { tone: "good", says: "" } : OPEN);
  const [asked, setAsked] = useState(false);
  useEffect(() => unlock(), []);
  const judge = (good: boolean): void => {
    setAsked(false);
    setResult(good ? { tone: "good", says: "" } : { tone: "bad", says: t("setup.sound.bad") });
    void tell({ sound: good });
  };
  const play = (): void => {
    signal("good");
    setAsked(true);
  };
  return (
    <Trial name={t("setup.sound")} result={result} act={<Button onClick={play}>{t("setup.play")}</Button>}>
      {asked && (
        <div>
          <Asked question={t("setup.sound.heard")} onAnswer={judge} />
        </div>
      )}
    </Trial>
  );
}

function FingerprintTrial({ was }: { was: boolean | undefined }) {
  const [result, setResult] = useState<Result>(was ? { tone: "good", says: "" } : OPEN);
  const [busy, setBusy] = useState(false);
  const look = async (): Promise<void> => {
    setBusy(true);
    const found = await probeAll(drivers({ demo: await isDemo() }).filter((one) => one.id !== "file"));
    const ready = found.find((one) => one.presence === "ready");
    const refused = found.some((one) => one.presence === "refused");
    setBusy(false);
    if (ready) {
      const { name, simulated } = ready.driver;
      setResult({ tone: simulated ? "warn" : "good", says: simulated ? t("fingerprint.simulated") : (name ?? "") });
    } else setResult({ tone: "bad", says: t(refused ? "setup.fingerprint.refused" : "setup.fingerprint.absent") });
    // A simulated reader is none: head office does not read that one is there.
    await tell({ fingerprint: ready !== undefined && !ready.driver.simulated });
  };
  return (
    <Trial
      name={t("setup.fingerprint")}
      result={result}
      act={
        <Button busy={busy} onClick={() => void look()}>
          {t("setup.try")}
        </Button>
      }
    />
  );
}

/** What needs no hand: clock, storage, battery. */
function Unasked() {
  const [clock, setClock] = useState<Result>(OPEN);
  const [storage, setStorage] = useState<Result>(OPEN);
  const [power, setPower] = useState<Result>(OPEN);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const off = await offset();
      if (off === undefined) setClock({ tone: "plain", says: t("setup.clock.unknown") });
      else if (Math.abs(off) > CLOCK_MILLISECONDS) {
        setClock({
          tone: "bad",
          says: t(off > 0 ? "setup.clock.ahead" : "setup.clock.behind", { time: duration(Math.abs(off)) }),
        });
      } else setClock({ tone: "good", says: "" });
      const kept = (await navigator.storage?.persist?.()) ?? false;
      const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
      const room = quota - usage;
      if (room < LEAST_BYTES) setStorage({ tone: "bad", says: t("setup.storage.full") });
      else setStorage(kept ? { tone: "good", says: "" } : { tone: "warn", says: t("setup.storage.loose") });
      const found = await readBattery();
      const percent = found && Math.round(100 * found.level);
      if (percent === undefined) setPower({ tone: "plain", says: t("setup.battery.unknown") });
      else {
        const low = percent < LOW_PERCENT && !found?.charging;
        setPower({ tone: low ? "bad" : "good", says: t("setup.battery.says", { percent }) });
      }
      await tell({ storagePersisted: kept, ...(percent === undefined ? {} : { batteryPercent: percent }) });
    };
    void look();
  }, []);
  return (
    <>
      <Trial name={t("setup.clock")} result={clock} />
      <Trial name={t("setup.storage")} result={storage} />
      <Trial name={t("setup.battery")} result={power} />
    </>
  );
}

/** What a day depends on, tried before it: one red mark is one telephone call. */
export function Trials() {
  const [before, setBefore] = useState<Partial<Ready>>();
  useEffect(() => void tried().then(setBefore), []);
  if (!before) return null;
  return (
    <ul class={styles.trials}>
      <CameraTrial was={before.camera} />
      <ScannerTrial was={before.scanner} />
      <SoundTrial was={before.sound} />
      <FingerprintTrial was={before.fingerprint} />
      <Unasked />
    </ul>
  );
}
