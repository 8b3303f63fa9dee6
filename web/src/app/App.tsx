import { useEffect, useState } from "preact/hooks";
import { ErrorBoundary, LocationProvider, Route as Place, Router, useLocation } from "preact-iso";
import { resume } from "../api/client";
import { explained } from "../api/codes";
import { line } from "../api/line";
import { usePulse } from "../api/pulse";
import { myRole, owed, type Role, session } from "../api/session";
import { t } from "../text";
import { Button } from "../ui/button/Button";
import { Page } from "../ui/page/Page";
import { Empty, FailureNotice, Forbidden, Loading, Notice } from "../ui/state/State";
import { LogInAgain } from "./LogInAgain";
import { allows, home, ROUTES, type Route } from "./routes";
import { Shell } from "./Shell";

function Redirect({ to }: { to: string }) {
  const { route } = useLocation();
  useEffect(() => route(to, true), [to]);
  return <Loading />;
}

/** Who can, where somebody may not. */
function Refused({ route }: { route: Route }) {
  const who = route.roles === "anyone" ? "" : route.roles.map((role) => t(`role.${role}`)).join(", ");
  return (
    <Page title={t(route.title)} narrow>
      <Forbidden who={who} />
    </Page>
  );
}

function NotThere() {
  return (
    <Page title={t("missing.title")} narrow>
      <Empty title={t("missing.says")} next={t("missing.next")} href="/" action={t("missing.home")} />
    </Page>
  );
}

interface Matched {
  params?: Record<string, string>;
  path?: string;
}

/** A page behind its guard. */
export function guarded(route: Route) {
  return function Guarded({ params = {} }: Matched) {
    const now = session.value;
    useEffect(() => {
      document.title = `${t(route.title)} · MPA`;
    });
    useEffect(() => {
      scrollTo(0, 0);
      document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    }, [params.e, params.c]);
    if (route.roles === "anyone") return <route.page params={params} />;
    if (now.state === "unknown") return <Loading />;
    if (now.state === "out") {
      const back = location.pathname + location.search;
      return <Redirect to={`/login?to=${encodeURIComponent(back)}`} />;
    }
    if (owed(now.me) && route.path !== "/account") {
      const back = location.pathname + location.search;
      return <Redirect to={`/account?to=${encodeURIComponent(back)}`} />;
    }
    if (!allows(route, now.me.role)) return <Refused route={route} />;
    return <route.page key={`${params.e}/${params.c}`} params={params} />;
  };
}

/** First what somebody came for. */
const AHEAD_MILLISECONDS = 2_000;

const PLACES = ROUTES.map((route) => ({ path: route.path, page: guarded(route) }));

function Home() {
  const now = session.value;
  if (now.state === "unknown") return <Loading />;
  return <Redirect to={now.state === "out" ? "/login" : home(now.me.role)} />;
}

/** What a page is still good for while the server does not answer. */
function WithoutLine({ inside }: { inside: boolean }) {
  if (line.value.state !== "off") return null;
  return (
    <Notice tone="warn" title={t("off.title")}>
      <p>{t(inside ? "off.inside" : "off.outside")}</p>
    </Notice>
  );
}

/** The pages that somebody may open are fetched beside what they do, so that they open without a line too. */
function useAhead(role: Role | undefined): void {
  useEffect(() => {
    if (!role) return;
    let gone = false;
    const fetch = async (): Promise<void> => {
      for (const route of ROUTES) if (!gone && allows(route, role)) await route.page.preload();
    };
    const timer = setTimeout(() => void fetch(), AHEAD_MILLISECONDS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [role]);
}

/** The exam of an address, for the menu. */
export function examOf(path: string): string | undefined {
  return /^\/(?:exams|watch|desk)\/([^/]+)/.exec(path)?.[1];
}

export function Inside() {
  const { path } = useLocation();
  const now = session.value;
  // Whoever has to choose a password or set a second factor up first has nothing else to go to, and so no menu.
  const role = now.state === "in" && owed(now.me) ? undefined : myRole();
  const [broken, setBroken] = useState(false);
  useAhead(role);
  return (
    <Shell role={role} exam={examOf(path)}>
      <WithoutLine inside={role !== undefined} />
      <ErrorBoundary
        onError={(error) => {
          console.error(error);
          setBroken(true);
        }}
      >
        {broken ? (
          <Notice
            tone="bad"
            title={t("broken.title")}
            act={<Button onClick={() => location.reload()}>{t("broken.again")}</Button>}
          >
            <p>{t("broken.next")}</p>
          </Notice>
        ) : (
          <Router>
            {PLACES.map(({ path: place, page }) => (
              <Place key={place} path={place} component={page} />
            ))}
            <Place key="/" path="/" component={Home} />
            <Place key="default" default component={NotThere} />
          </Router>
        )}
      </ErrorBoundary>
      {now.state === "over" && <LogInAgain me={now.me} />}
    </Shell>
  );
}

export function App() {
  const [failure, setFailure] = useState<unknown>();
  const begin = () => {
    setFailure(undefined);
    resume().catch(setFailure);
  };
  useEffect(begin, []);
  usePulse(() => failure !== undefined && begin());
  return (
    // The station is another document, with a worker of its own.
    <LocationProvider scope={/^\/(?!station(?:\/|$))/}>
      {failure === undefined ? (
        <Inside />
      ) : (
        <Shell role={undefined} exam={undefined}>
          <FailureNotice failure={explained(failure)} again={begin} />
        </Shell>
      )}
    </LocationProvider>
  );
}
