import { useState } from "preact/hooks";
import { left } from "../../api/session";
import { useKeptOut } from "../../capture/useScanner";
import { shut } from "../../device/here";
import { counted, t } from "../../text";
import { Button, Buttons } from "../../ui/button/Button";
import { Dialog } from "../../ui/dialog/Dialog";
import { Field, Form } from "../../ui/field/Field";

const TRIES = 5;
const LEAST_DIGITS = 4;

/** Leaves the page to nobody: the key is forgotten, what was captured stays sealed. */
export function leave(): void {
  shut();
  left();
}

/** Somebody steps away for a moment. The number is no key: it opens only this page, and only for a few tries. */
function Away({ pin, onBack }: { pin: string; onBack: () => void }) {
  const [typed, setTyped] = useState("");
  const [tries, setTries] = useState(TRIES);
  const code = useKeptOut();
  const isWrong = tries < TRIES;
  const open = (): void => {
    setTyped("");
    if (typed === pin) onBack();
    else if (tries === 1) leave();
    else setTries(tries - 1);
  };
  return (
    <Dialog title={t("lock.title")} aside={code && t("gate.ignored.busy", { code })}>
      <Form onSubmit={open}>
        <Field
          label={t("lock.pin")}
          type="password"
          autocomplete="one-time-code"
          value={typed}
          onInput={setTyped}
          error={isWrong ? counted("lock.wrong", tries) : undefined}
          autofocus
        />
        <Buttons>
          <Button kind="primary" type="submit" disabled={!typed}>
            {t("lock.open")}
          </Button>
          <Button kind="quiet" onClick={leave}>
            {t("lock.leave")}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

function Choose({ onAway, onClose }: { onAway: (pin: string) => void; onClose: () => void }) {
  const [pin, setPin] = useState("");
  const code = useKeptOut();
  return (
    <Dialog title={t("lock.choose")} onClose={onClose} aside={code && t("gate.ignored.busy", { code })}>
      <Form onSubmit={() => pin.length >= LEAST_DIGITS && onAway(pin)}>
        <p>{t("lock.says")}</p>
        <Field
          label={t("lock.new")}
          type="password"
          autocomplete="one-time-code"
          value={pin}
          onInput={setPin}
          autofocus
        />
        <Buttons>
          <Button kind="primary" type="submit" disabled={pin.length < LEAST_DIGITS}>
            {t("lock.away")}
          </Button>
          <Button onClick={leave}>{t("lock.leave")}</Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

export function Lock({ name }: { name: string }) {
  const [state, setState] = useState<"open" | "asking" | "away">("open");
  const [pin, setPin] = useState("");
  const close = (): void => {
    setState("open");
    setPin("");
  };
  return (
    <>
      <Button kind="quiet" onClick={() => setState("asking")} about={name}>
        {t("lock.lock")}
      </Button>
      {state === "asking" && (
        <Choose
          onAway={(chosen) => {
            setPin(chosen);
            setState("away");
          }}
          onClose={close}
        />
      )}
      {state === "away" && <Away pin={pin} onBack={close} />}
    </>
  );
}
