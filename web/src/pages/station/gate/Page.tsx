import { useEffect, useState } from "preact/hooks";
import { keepAwake } from "../../../capture/awake";
import { unlock } from "../../../capture/signal";
import { useCodes } from "../../../capture/useCodes";
import { useScanner } from "../../../capture/useScanner";
import { roster, slot } from "../../../device/chosen";
import { outbox } from "../../../device/here";
import type { HeldSlot, Roster } from "../../../device/roster";
import { t } from "../../../text";
import { frameIn } from "../../../ui/camera/shapes";
import { Page } from "../../../ui/page/Page";
import { CameraScan } from "../../../ui/scan/CameraScan";
import { Find } from "../../../ui/scan/Find";
import { Empty } from "../../../ui/state/State";
import styles from "./gate.module.css";
import { LastFive } from "./LastFive";
import { Undo } from "./Undo";
import { useGate } from "./useGate";
import { Verdict } from "./Verdict";

function Work({ roster, slot }: { roster: Roster; slot: HeldSlot }) {
  const { gate, ignored, candidate, scan, tell } = useGate(roster, slot);
  const [taking, setTaking] = useState<string>();
  const [looking, setLooking] = useState(false);
  const codes = useCodes(looking, frameIn, scan);
  useScanner(scan);
  useEffect(() => {
    const ends = [unlock(), keepAwake()];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  outbox.value; // Drawn anew with every record.
  const undoing = gate.at === "undoing" ? candidate : roster.people.find((one) => one.id === taking);
  return (
    <div class={styles.work}>
      <div class={styles.left}>
        <Verdict
          gate={gate}
          candidate={candidate}
          roster={roster}
          onPresent={() => tell({ kind: "present" })}
          onUndo={() => tell({ kind: "undo" })}
          onNext={() => tell({ kind: "next" })}
        />
        <p class={styles.ignored} role="status">
          {ignored && t(`gate.ignored.${ignored.why}`, { code: ignored.code })}
        </p>
      </div>
      <aside class={styles.right}>
        <Find
          people={roster.people}
          hideNames={roster.exam.settings.hideNamesAtGate}
          onChoose={scan}
          label={t("gate.find")}
        />
        <CameraScan
          open={looking}
          onOpen={setLooking}
          stream={codes.camera?.stream}
          failed={codes.failed}
          onVideo={codes.onVideo}
          again={codes.again}
          torch={codes.camera?.hasTorch ? () => void codes.camera?.torch(true) : undefined}
        />
        <LastFive roster={roster} onUndo={setTaking} />
      </aside>
      {undoing && (
        <Undo
          roster={roster}
          candidate={undoing}
          onDone={() => {
            setTaking(undefined);
            if (candidate?.id === undoing.id) tell({ kind: "undone" });
          }}
          onClose={() => {
            setTaking(undefined);
            if (gate.at === "undoing") tell({ kind: "next" });
          }}
        />
      )}
    </div>
  );
}

/** Station 1: whoever stands at the gate, their photograph, one button. */
export default function GatePage() {
  const [now, place] = [roster.value, slot.value];
  return (
    <Page title={t("gate.title")} lead={place && `${now?.exam.name} · ${place.slotName}`}>
      {now && place ? (
        <Work key={`${now.downloadId}/${place.id}`} roster={now} slot={place} />
      ) : (
        <Empty title={t("home.empty")} next={t("home.empty.next")} href="/station/setup" action={t("home.setup")} />
      )}
    </Page>
  );
}
