import { useEffect, useState } from "preact/hooks";
import { ErrorBoundary, LocationProvider, Route as Place, Router, useLocation } from "preact-iso";
import { here } from "../../device/here";
import Come from "../../pages/station/come/Page";
import { begin as beginHeartbeat } from "../../sync/heartbeat";
import { begin as beginSending } from "../../sync/sender";
import { working } from "../../sync/updates";
import { t } from "../../text";
import { Button } from "../../ui/button/Button";
import { Page } from "../../ui/page/Page";
import { Skip } from "../../ui/skip/Skip";
import { Empty, Notice } from "../../ui/state/State";
import { Toasts } from "../../ui/toast/Toast";
import { STATION_ROUTES, type StationRoute } from "./routes";
import { StationStrip } from "./StationStrip";
import styles from "./station.module.css";

function named(route: StationRoute) {
  return function Named() {
    useEffect(() => {
      document.title = `${t(route.title)} · MPA`;
      scrollTo(0, 0);
      document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    }, []);
    return <route.page />;
  };
}

const PLACES = STATION_ROUTES.map((route) => ({ path: route.path, page: named(route) }));

function NotThere() {
  return (
    <Page title={t("missing.title")} narrow>
      <Empty title={t("missing.says")} next={t("missing.next")} href="/station" action={t("station.back")} />
    </Page>
  );
}

/** Without https a browser gives neither a camera nor a place to keep anything safely. */
function Insecure() {
  return (
    <Page title={t("insecure.title")} narrow>
      <Notice tone="bad" title={t("insecure.says")}>
        <p>{t("insecure.next")}</p>
      </Notice>
    </Page>
  );
}

function Broken() {
  return (
    <Notice
      tone="bad"
      title={t("broken.title")}
      act={<Button onClick={() => location.reload()}>{t("broken.again")}</Button>}
    >
      <p>{t("station.broken")}</p>
    </Notice>
  );
}

export function Inside() {
  const { path } = useLocation();
  const [broken, setBroken] = useState(false);
  const open = here.value !== undefined;
  useEffect(() => {
    if (!open) return;
    const end = beginSending();
    // So that they open without a line also in a browser that keeps no pages.
    void Promise.all(STATION_ROUTES.map((route) => route.page.preload()));
    return end;
  }, [open]);
  // The line is watched on every page, also before somebody has come.
  useEffect(() => beginHeartbeat(), []);
  const works = open && path !== "/station";
  useEffect(() => (works ? working() : undefined), [works]);
  return (
    <div class={styles.shell}>
      <Skip />
      <header class={styles.top}>
        <StationStrip path={path} />
      </header>
      <main id="content" class={styles.main} tabIndex={-1}>
        {!isSecureContext ? (
          <Insecure />
        ) : !open ? (
          <Come />
        ) : (
          <ErrorBoundary
            onError={(error) => {
              console.error(error);
              setBroken(true);
            }}
          >
            {broken ? (
              <Broken />
            ) : (
              <Router>
                {PLACES.map(({ path: place, page }) => (
                  <Place key={place} path={place} component={page} />
                ))}
                <Place key="default" default component={NotThere} />
              </Router>
            )}
          </ErrorBoundary>
        )}
      </main>
      <Toasts />
    </div>
  );
}

export function Station() {
  return (
    <LocationProvider scope="/station">
      <Inside />
    </LocationProvider>
  );
}
