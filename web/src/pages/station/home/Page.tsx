import { useEffect, useState } from "preact/hooks";
import { choice, roster, slot } from "../../../device/chosen";
import { held, here, mine } from "../../../device/here";
import { unfinished } from "../../../device/unfinished";
import { byCandidate, presenceOf, progressOf } from "../../../device/work";
import { clock, day, moment, t } from "../../../text";
import { LinkButton } from "../../../ui/button/Button";
import { Select } from "../../../ui/field/Field";
import { Card, Page, Section, Small } from "../../../ui/page/Page";
import { Empty, Notice } from "../../../ui/state/State";
import styles from "./home.module.css";
import { Update } from "./Update";

/** A package whose fetching broke off goes on by itself where it is looked at. */
function Broken() {
  const [exam, setExam] = useState<string>();
  useEffect(() => {
    void unfinished().then(setExam);
  }, [here.value]);
  if (!exam) return null;
  return (
    <Notice
      tone="warn"
      title={t("home.broken")}
      act={<LinkButton href="/station/setup">{t("home.goOn")}</LinkButton>}
    />
  );
}

function Choose() {
  const all = held.value.flatMap((one) =>
    one.slots.map((place) => ({
      value: `${one.exam.id} ${place.id}`,
      label: [place.slotName, place.startTime && moment(place.startTime), one.exam.name].filter(Boolean).join(" · "),
    })),
  );
  const now = roster.value && slot.value ? `${roster.value.exam.id} ${slot.value.id}` : "";
  if (all.length < 2) return <p class={styles.slot}>{all[0]?.label}</p>;
  return (
    <Select
      label={t("home.slot")}
      value={now}
      options={all}
      onChange={(value) => {
        const [examId = "", slotId = ""] = value.split(" ");
        choice.value = { examId, slotId };
      }}
    />
  );
}

function Figures() {
  byCandidate.value; // Drawn anew with every record.
  const people = roster.value?.people.filter((one) => one.slotId === slot.value?.id) ?? [];
  const present = people.filter((one) => presenceOf(one));
  const done = present.filter((one) => progressOf(one).closed);
  const figures = [
    [t("home.expected"), people.length],
    [t("home.present"), present.length],
    [t("home.done"), done.length],
  ] as const;
  return (
    <dl class={styles.figures}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Holds() {
  const now = roster.value;
  if (!now) return null;
  const photos = now.people.filter((one) => one.photo).length;
  const isOld = day(now.serverTime) !== day(Date.now());
  return (
    <Section title={t("home.holds")}>
      <p>
        {t("home.holds.says", {
          people: now.people.length,
          photos,
          time: isOld ? moment(now.serverTime) : clock(now.serverTime),
        })}
      </p>
      <div class={styles.links}>
        <LinkButton href="/station/setup">{t("home.setup")}</LinkButton>
        <LinkButton href="/station/queue">{t("home.queue")}</LinkButton>
        <LinkButton href="/station/paper">{t("home.paper")}</LinkButton>
        <LinkButton href="/station/end">{t("home.end")}</LinkButton>
      </div>
    </Section>
  );
}

/** Who works here, with which exam, and the two stations. */
export default function Home() {
  const worker = here.value?.worker;
  const now = roster.value;
  mine.value;
  if (!worker) return null;
  return (
    <Page title={<span data-name>{worker.name}</span>} lead={now?.centres.map((one) => one.name).join(", ")} narrow>
      <Update />
      <Broken />
      {now ? (
        <>
          <Card>
            <Choose />
            <Figures />
            <div class={styles.doors}>
              <a class={styles.door} href="/station/gate">
                <b>{t("home.gate")}</b>
                <span>{t("home.gate.says")}</span>
              </a>
              <a class={styles.door} href="/station/room">
                <b>{t("home.room")}</b>
                <span>{t("home.room.says")}</span>
              </a>
            </div>
          </Card>
          <Holds />
          <Section title={t("home.unchecked")}>
            <Small>{t("home.unchecked.says")}</Small>
          </Section>
        </>
      ) : (
        <Empty title={t("home.empty")} next={t("home.empty.next")} href="/station/setup" action={t("home.setup")} />
      )}
    </Page>
  );
}
