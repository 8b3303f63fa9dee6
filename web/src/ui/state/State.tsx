import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { clock, duration, t } from "../../text";
import { Button, LinkButton } from "../button/Button";
import { classes } from "../classes";
import styles from "./state.module.css";

/** A failure in words, with what to do. */
export interface Told {
  kind: "offline" | "forbidden" | "over" | "error";
  says: string;
  next: string;
  code: string;
  requestId: string | undefined;
}

/** What a page has of the server. */
export interface Shown<T> {
  data: T | undefined;
  at: number;
  every: number;
  failure: Told | undefined;
  busy: boolean;
  again: () => void;
}

/** A message with a colour, a sign and what to do. */
export function Notice({
  tone,
  title,
  children,
  act,
}: {
  tone: "plain" | "good" | "warn" | "bad";
  title: string;
  children?: ComponentChildren;
  act?: ComponentChildren;
}) {
  return (
    <div class={classes(styles.notice, styles[tone])} role={tone === "bad" ? "alert" : undefined}>
      <span class={styles.sign} aria-hidden="true">
        {{ plain: "i", good: "✓", warn: "◷", bad: "!" }[tone]}
      </span>
      <div class={styles.says}>
        <p class={styles.title}>{title}</p>
        {children}
      </div>
      {act && <div class={styles.act}>{act}</div>}
    </div>
  );
}

/** Why something did not work, beside what was tried. */
export function FailureNotice({ failure, again }: { failure: Told | undefined; again?: (() => void) | undefined }) {
  if (!failure) return null;
  return (
    <Notice
      tone={failure.kind === "offline" ? "warn" : "bad"}
      title={failure.says}
      act={again && <Button onClick={again}>{t("state.again")}</Button>}
    >
      <p>{failure.next}</p>
      {failure.requestId && (
        <p class={styles.small}>
          {t("state.request")} <code>{failure.requestId}</code>
        </p>
      )}
    </Notice>
  );
}

/** Nothing is there: why, and the one next step. */
export function Empty({
  title,
  next,
  href,
  action,
  onAction,
}: {
  title: string;
  next: string;
  href?: string;
  action?: string;
  onAction?: () => void;
}) {
  return (
    <div class={styles.empty}>
      <p class={styles.title}>{title}</p>
      <p>{next}</p>
      {action && href && (
        <LinkButton kind="primary" href={href}>
          {action}
        </LinkButton>
      )}
      {action && onAction && (
        <Button kind="primary" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  );
}

const PATIENCE_MILLISECONDS = 200;

/** Nothing for a moment, so that what is quick does not flicker; then the place of what comes. */
export function Loading() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class={styles.loading} aria-busy="true" role="status" data-late={late}>
      <span class={styles.hidden}>{t("state.loading")}</span>
      {late &&
        [40, 100, 92, 97, 64].map((width) => <span key={width} class={styles.bone} style={{ width: `${width}%` }} />)}
    </div>
  );
}

/** Shows what came, with its states around it. What was shown stays when it cannot be read again. */
export function Show<T>({
  of,
  part,
  empty,
  children,
}: {
  of: Shown<T>;
  /** A part of a page that has told already why it is not fresh. */
  part?: boolean;
  empty?: ((data: T) => ComponentChildren) | undefined;
  children: (data: T) => ComponentChildren;
}) {
  const { data, failure } = of;
  if (data === undefined) {
    if (!failure) return <Loading />;
    return failure.kind === "forbidden" ? <Forbidden /> : <FailureNotice failure={failure} again={of.again} />;
  }
  const instead = empty?.(data);
  return (
    <>
      {failure && part && <p class={styles.small}>{t("state.stale", { time: clock(of.at) })}</p>}
      {failure && !part && (
        <Notice
          tone="warn"
          title={t("state.stale", { time: clock(of.at) })}
          act={<Button onClick={of.again}>{t("state.again")}</Button>}
        >
          <p>
            {failure.says} {failure.next}
          </p>
        </Notice>
      )}
      {instead ?? children(data)}
    </>
  );
}

export function Forbidden({ who }: { who?: string }) {
  return (
    <Notice tone="bad" title={t("state.forbidden")}>
      <p>{who ? t("state.forbidden.who", { who }) : t("state.forbidden.next")}</p>
    </Notice>
  );
}

/** A time that grows by itself: "4 min ago". */
export function Ago({ at }: { at: string | number }) {
  const now = useNow(10_000);
  return (
    <time dateTime={new Date(at).toISOString()}>{t("time.ago", { time: duration(now - new Date(at).getTime()) })}</time>
  );
}

/** The present, again and again. */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
