import type { ComponentChildren } from "preact";
import type { Schemas } from "../../../api/client";
import { clock, counted, day, moment, number, offset, t, zone } from "../../../text";
import { Facts, Figure, Figures } from "../../../ui/figure/Figure";
import { Section } from "../../../ui/page/Page";
import { Notice } from "../../../ui/state/State";
import type { Chosen } from "./Files";
import { Refused } from "./Refused";

/** When a slot of the file is, as this page tells it: a wrong hour in a file is seen here. */
function SlotTimes({ slot }: { slot: Schemas["ImportedTimes"] }) {
  const { gateOpens, gateCloses, startTime, endTime } = slot;
  const span = (from: string | null | undefined, to: string | null | undefined): string =>
    `${from ? moment(from) : "–"} – ${to ? (from && day(from) === day(to) ? clock(to) : moment(to)) : "–"}`;
  return (
    <>
      {[
        (gateOpens || gateCloses) && t("import.times.gate", { span: span(gateOpens, gateCloses) }),
        (startTime || endTime) && t("import.times.slot", { span: span(startTime, endTime) }),
        counted("slots.shift.centres", slot.centres),
      ]
        .filter(Boolean)
        .join(" · ")}
    </>
  );
}

/** What the file does, or has done. */
export function Outcome({
  result,
  tried,
  act,
  chosen,
}: {
  result: Schemas["Imported"];
  tried?: boolean;
  act?: ComponentChildren;
  chosen: Chosen;
}) {
  const facts: [string, ComponentChildren][] = [];
  if (result.centresCreated.length > 0)
    facts.push([t("import.centres"), result.centresCreated.slice(0, 50).join(", ")]);
  if (result.slotsCreated.length > 0) facts.push([t("import.slots"), result.slotsCreated.slice(0, 50).join(", ")]);
  if (result.slotsUpdated.length > 0)
    facts.push([t("import.slots.updated"), result.slotsUpdated.slice(0, 50).join(", ")]);
  const begins = (slot: Schemas["ImportedTimes"]): string => slot.gateOpens ?? slot.startTime ?? "";
  for (const slot of [...result.slotTimes].sort((a, b) => begins(a).localeCompare(begins(b))))
    facts.push([slot.slotName, <SlotTimes slot={slot} />]);
  if (result.slotTimes.length > 0)
    facts.push([t("zone.title"), t("import.zone", { file: offset(result.utcOffsetMinutes), zone: zone() })]);
  if (result.hiddenRows > 0) facts.push([t("import.hidden"), number(result.hiddenRows)]);
  return (
    <Section title={t(tried ? "import.would" : "import.has")}>
      {tried ? (
        <Notice tone="good" title={t("import.would.title")}>
          {<p>{t("import.would.next")}</p>}
        </Notice>
      ) : (
        <Notice tone="good" title={t("import.done")} act={act} />
      )}
      <Figures>
        <Figure label={t("import.new")} value={number(result.imported)} />
        <Figure label={t("import.changed")} value={number(result.updated)} />
        <Figure label={t("import.same")} value={number(result.unchanged)} />
        {chosen.photos && <Figure label={t("import.enrolled")} value={number(result.photos.enrolled)} />}
        {chosen.photos && (
          <Figure
            label={t("import.rejected")}
            value={number(result.photos.rejected.length)}
            tone={result.photos.rejected.length > 0 ? "warn" : "plain"}
          />
        )}
      </Figures>
      {facts.length > 0 && <Facts facts={facts} />}
      {result.photos.rejected.length > 0 && <Refused rejected={result.photos.rejected} photos={chosen.photos} />}
    </Section>
  );
}
