import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { LocationProvider } from "preact-iso";
import { line } from "../../api/line";
import { queries } from "../../api/query";
import { type Answers, namesOf, refusal, type States } from "../../api/sample/states";
import { CANDIDATE, CENTRE, CONFLICT, EXAM, world } from "../../api/sample/world";
import { ended, entered, type Role } from "../../api/session";
import { isKey, language, speak, t } from "../../text";
import { Inside } from "../App";
import { show } from "../preferences";
import { filled, ROUTES, type Route } from "../routes";
import { act } from "./deeds";
import { Parts } from "./Parts";
import { showStation, stationItems } from "./station/show";
import { answerWith, cutLine } from "./transport";

const files = import.meta.glob<{ states: States }>("../../pages/**/states.ts", { eager: true });

interface Item {
  page: string;
  state: string;
  address: string;
}

function statesOf(route: Route): States {
  const file = files[`../../pages/${route.folder}/states.ts`];
  if (!file) throw new Error(`${route.folder} has no states`);
  return file.states;
}

const addressOf = (kind: string, page: string, state: string): string =>
  `/gallery?${kind}=${encodeURIComponent(page)}&state=${state}`;

/** Every page in every state, made from the routes: a page without states throws. */
function items(): Item[] {
  const office = ROUTES.flatMap((route) =>
    namesOf(statesOf(route), route.roles !== "anyone").map((state) => ({
      page: route.path,
      state,
      address: addressOf("page", route.path, state),
    })),
  );
  const station = stationItems().map((item) => ({ ...item, address: addressOf("station", item.page, item.state) }));
  return [...office, ...station];
}

function answersOf(states: States, state: string): Answers {
  const main = states.main;
  const also = states.also?.[state];
  if (also) return { ...world, ...also.answers };
  if (state === "empty" && typeof states.empty !== "string") return { ...world, ...states.empty };
  if (state === "loading" && main) return { ...world, [main]: "never" };
  if (state === "error" && main) return { ...world, [main]: refusal(500, "INTERNAL") };
  return world;
}

function roleFor(route: Route, state: string): Role {
  if (route.roles === "anyone") return "admin";
  if (state !== "forbidden") return route.roles[0] as Role;
  return (
    (["operator", "observer"] as const).find((role) => !(route.roles as readonly Role[]).includes(role)) ?? "operator"
  );
}

const placeOf = (route: Route): string =>
  filled(route.path, {
    e: EXAM,
    c: route.path.includes("centres/") ? CENTRE : route.path.includes("conflicts/") ? CONFLICT : CANDIDATE,
  });

async function settled(): Promise<void> {
  const end = Date.now() + 4000;
  await new Promise((resolve) => setTimeout(resolve, 120));
  while (queries.isFetching() > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 80));
}

/** Brings the page, which is drawn already, into a state that only time or a person makes. */
async function reach(states: States, state: string): Promise<void> {
  await settled();
  if (state === "stale") {
    for (const query of queries.getQueryCache().getAll()) {
      if (query.state.data !== undefined)
        queries.setQueryData(query.queryKey, query.state.data, { updatedAt: Date.now() - 170_000 });
    }
  } else if (state === "offline") {
    cutLine();
    queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retry: false } });
    void queries.invalidateQueries();
    line.value = { state: "off", since: Date.now() - 120_000 };
  } else if (state === "over" || states.also?.[state]?.over) ended();
  for (const deed of states.also?.[state]?.deeds ?? []) {
    await act(translated(deed));
    await settled();
  }
  document.documentElement.dataset.ready = "yes";
}

/** Labels are keys, so that a deed is done in any language. */
function translated<D extends object>(deed: D): D {
  return Object.fromEntries(
    Object.entries(deed).map(([name, value]) => [name, typeof value === "string" && isKey(value) ? t(value) : value]),
  ) as D;
}

function Index() {
  const [all] = useState(items);
  language();
  return (
    <main style={{ padding: "2rem", columns: "20rem" }}>
      <h1>{all.length}</h1>
      <ul>
        <li>
          <a href="/gallery?parts=yes">parts</a>
        </li>
        {all.map((item) => (
          <li key={item.address}>
            <a href={item.address}>
              {item.page} · {item.state}
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

export function Gallery() {
  const query = new URLSearchParams(location.search);
  const route = ROUTES.find((one) => one.path === query.get("page"));
  const state = query.get("state") ?? "fresh";
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    void (async () => {
      const [lang, theme] = [query.get("lang"), query.get("theme")];
      if (lang === "en" || lang === "hi") await speak(lang);
      if (theme === "light" || theme === "dark") show(theme);
      const station = query.get("station");
      if (station) return showStation(station, state);
      if (!route) return setBegun(true);
      const states = statesOf(route);
      const extra = states.also?.[state];
      answerWith(answersOf(states, state));
      if (route.roles !== "anyone") {
        const role = roleFor(route, state);
        entered("gallery", {
          id: EXAM,
          username: "head",
          name: "Asha Verma",
          role,
          examIds: [EXAM],
          mustChangePassword: false,
          secondFactor: "off",
          secondFactorRequired: false,
          ...extra?.me,
        });
      }
      history.replaceState(null, "", placeOf(route) + (extra?.query ?? ""));
      const root = document.getElementById("root");
      if (root) {
        render(
          <LocationProvider>
            <Inside />
          </LocationProvider>,
          root,
        );
      }
      await reach(states, state);
    })();
  }, []);
  if (!begun) return null;
  if (query.get("parts")) return <Parts />;
  if (query.get("list")) return <pre id="list">{JSON.stringify(items())}</pre>;
  return <Index />;
}
