import { useRef } from "preact/hooks";
import { call, type Schemas } from "../../../api/client";
import { byId, useCentres, useOperators } from "../../../api/lists";
import { usePicture } from "../../../api/picture";
import { changed, useRemote } from "../../../api/query";
import { session } from "../../../api/session";
import { advice, counted, isCode, moment, t } from "../../../text";
import { Buttons, LinkButton } from "../../../ui/button/Button";
import { ClockLine } from "../../../ui/clock/ClockLine";
import { Card, Page, Section, Small, Stack } from "../../../ui/page/Page";
import { PhotoPair } from "../../../ui/photos/PhotoPair";
import { Notice, Show } from "../../../ui/state/State";
import { Decide } from "./Decide";
import { marksOf, rowsOf, text } from "./facts";
import { Sides } from "./Sides";

type Conflict = Schemas["ConflictItem"];

/** Somebody else may decide it meanwhile. */
const LOOK_MILLISECONDS = 15_000;

function Pictures({ conflict }: { conflict: Conflict }) {
  const existing = usePicture(text(conflict.existing, "imageUrl"));
  const incoming = usePicture(text(conflict.incoming, "imageUrl"));
  if (conflict.entityType === "fingerprint") return <Small>{t("conflict.pictures.never")}</Small>;
  if (!text(conflict.existing, "imageUrl") && !text(conflict.incoming, "imageUrl")) return null;
  return (
    <Section title={t("conflict.pictures")}>
      <PhotoPair
        left={{ caption: t("conflict.existing"), src: existing.src, missing: existing.failure?.says }}
        right={{ caption: t("conflict.incoming"), src: incoming.src, missing: incoming.failure?.says }}
      />
    </Section>
  );
}

/** What was decided, by whom; and whether that happened under the eyes of somebody who was about to. */
function Decided({
  conflict,
  meanwhile,
  name,
  list,
}: {
  conflict: Conflict;
  meanwhile: boolean;
  name: string;
  list: string;
}) {
  const took = conflict.corrected ? "conflict.was.correct" : "conflict.was.use";
  const was = conflict.resolution === "use_new" ? took : "conflict.was.keep";
  const time = conflict.resolvedAt ? moment(conflict.resolvedAt) : "";
  return (
    <Notice
      tone={meanwhile ? "warn" : "good"}
      title={t(was, { who: name, time })}
      act={
        <Buttons>
          <LinkButton kind="primary" href={list}>
            {t("conflict.next")}
          </LinkButton>
        </Buttons>
      }
    >
      {conflict.resolveReason && <p>{t("conflict.because", { reason: conflict.resolveReason })}</p>}
      {meanwhile && <p>{t("conflict.meanwhile")}</p>}
    </Notice>
  );
}

export default function ConflictPage({ params }: { params: Readonly<Record<string, string>> }) {
  const [examId, conflictId] = [params.e ?? "", params.c ?? ""];
  const me = session.value.state === "in" || session.value.state === "over" ? session.value.me : undefined;
  const operators = byId(useOperators().data);
  const conflict = useRemote({
    key: ["conflict", examId, conflictId],
    read: (signal) =>
      call("get", "/api/sync/conflicts/{examId}/{conflictId}", { path: { examId, conflictId }, signal }),
    every: LOOK_MILLISECONDS,
  });
  const centre = byId(useCentres().data).get(conflict.data?.centreId ?? "");
  const wasOpen = useRef(false);
  if (conflict.data && !conflict.data.resolved) wasOpen.current = true;
  const done = (): void => {
    changed("conflict", "conflicts", "figures");
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  };
  const nameOf = (id: string | null | undefined): string =>
    (id && (operators.get(id)?.name ?? (id === me?.id ? me.name : undefined))) || t("passwords.somebody");
  return (
    <Page
      title={conflict.data ? t("conflict.of", { roll: conflict.data.rollNumber }) : t("conflict.title")}
      lead={
        conflict.data && (
          <>
            {isCode(conflict.data.conflictReason) && `${advice(conflict.data.conflictReason)[0]} `}
            {centre && (
              <span data-name>
                {centre.code} · {centre.name}
              </span>
            )}
          </>
        )
      }
      act={
        conflict.data && (
          <LinkButton href={`/exams/${examId}/candidates/${conflict.data.candidateId}`}>{t("alerts.story")}</LinkButton>
        )
      }
    >
      <Show of={conflict}>
        {(one) => {
          const marks = marksOf(one);
          return (
            <Stack>
              {one.resolved && (
                <Decided
                  conflict={one}
                  meanwhile={wasOpen.current && one.resolvedBy !== me?.id}
                  name={nameOf(one.resolvedBy)}
                  list={`/exams/${examId}/conflicts`}
                />
              )}
              <Card>
                <Sides rows={rowsOf(one, nameOf)} />
                {one.joined > 0 && <Small>{counted("conflict.joined", one.joined)}</Small>}
                <Pictures conflict={one} />
                {marks.length > 1 && (
                  <Section title={t("conflict.clocks")} note={t("conflict.clocks.note")}>
                    <ClockLine marks={marks} />
                  </Section>
                )}
              </Card>
              {!one.resolved && (
                <Card>
                  <Section title={t("conflict.decide")}>
                    <Decide key={one.conflictId} conflict={one} onDone={done} />
                  </Section>
                </Card>
              )}
            </Stack>
          );
        }}
      </Show>
    </Page>
  );
}
