import { useMemo, useState } from "preact/hooks";
import { useAct } from "../../../api/act";
import { call, type Schemas } from "../../../api/client";
import type { Account, Centre, Slot } from "../../../api/lists";
import { changed } from "../../../api/query";
import { advice, counted, isCode, t } from "../../../text";
import { Button } from "../../../ui/button/Button";
import { Field, Form } from "../../../ui/field/Field";
import { Section, Small } from "../../../ui/page/Page";
import { FailureNotice, Notice } from "../../../ui/state/State";

interface Props {
  /** Those that were chosen in the table; what is pasted without a slot goes to all of them. */
  slots: readonly Slot[];
  all: readonly Slot[];
  operators: readonly Account[];
  centres: ReadonlyMap<string, Centre>;
}

/** The most that one call takes. */
const AT_ONCE = 2_000;

interface Pair {
  operatorId: string;
  slotId: string;
}

interface Read {
  pairs: Pair[];
  /** Lines of which somebody, or the slot, is not known. */
  unknown: string[];
}

/** Lines of a spreadsheet: a user name, or a user name, the centre's code and the slot's name. */
export function readLines(text: string, { slots, all, operators, centres }: Props): Read {
  const read: Read = { pairs: [], unknown: [] };
  const names = new Map(operators.map((one) => [one.username.toLowerCase(), one.id]));
  const places = new Map(
    all.map((slot) => [`${centres.get(slot.centreId)?.code}/${slot.slotName}`.toLowerCase(), slot.id]),
  );
  for (const line of text.split(/\r?\n/)) {
    const [name = "", centre, slot] = line.split(/\t|,|;/).map((cell) => cell.trim());
    if (!name) continue;
    const operatorId = names.get(name.toLowerCase());
    const named = centre && slot ? [places.get(`${centre}/${slot}`.toLowerCase())] : slots.map((one) => one.id);
    if (!operatorId || named.length === 0 || named.includes(undefined)) read.unknown.push(line.trim());
    else for (const slotId of named) if (slotId) read.pairs.push({ operatorId, slotId });
  }
  return read;
}

export function Assign(props: Props) {
  const [text, setText] = useState("");
  const [results, setResults] = useState<Schemas["AssignmentResult"][]>();
  const read = useMemo(() => readLines(text, props), [text, props.slots, props.all, props.operators, props.centres]);
  const act = useAct(async () => {
    const made: Schemas["AssignmentResult"][] = [];
    try {
      for (let at = 0; at < read.pairs.length; at += AT_ONCE) {
        const body = { assignments: read.pairs.slice(at, at + AT_ONCE) };
        made.push(...(await call("post", "/api/slot/assign/bulk", { body })).results);
      }
    } finally {
      // What was done before a line broke is done; the same again is harmless.
      if (made.length > 0) setResults(made);
      changed("assignments");
    }
  });
  const failed = results?.filter((result) => result.status === "failed") ?? [];
  return (
    <Section title={t("assign.title")} note={t("assign.note")}>
      <Small>{props.slots.length > 0 ? counted("assign.chosen", props.slots.length) : t("assign.choose")}</Small>
      <Form onSubmit={() => void act.run()}>
        <Field
          label={t("assign.paste")}
          hint={t("assign.paste.hint")}
          lines={5}
          value={text}
          onInput={(value) => {
            setText(value);
            setResults(undefined);
          }}
          {...(read.unknown.length > 0
            ? { error: t("assign.unknown", { line: read.unknown.slice(0, 5).join(" · ") }) }
            : {})}
        />
        <FailureNotice failure={act.failure} />
        {results && (
          <Notice
            tone={failed.length > 0 ? "warn" : "good"}
            title={counted("assign.done", results.length - failed.length)}
          >
            {failed.slice(0, 10).map((one) => (
              <p key={one.operatorId + one.slotId}>
                {props.operators.find((operator) => operator.id === one.operatorId)?.username}:{" "}
                {one.code && isCode(one.code) ? advice(one.code)[0] : t("assign.failed")}
              </p>
            ))}
          </Notice>
        )}
        <div>
          <Button
            kind="primary"
            type="submit"
            busy={act.busy}
            disabled={read.pairs.length === 0 || read.unknown.length > 0}
          >
            {counted("assign.assign", read.pairs.length)}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
