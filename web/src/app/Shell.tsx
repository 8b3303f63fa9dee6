import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useExam } from "../api/lists";
import type { Role } from "../api/session";
import { t, zone } from "../text";
import { Button } from "../ui/button/Button";
import { classes } from "../ui/classes";
import { Skip } from "../ui/skip/Skip";
import { Toasts } from "../ui/toast/Toast";
import { allows, filled, ROUTES, type Route } from "./routes";
import { StatusStrip } from "./StatusStrip";
import styles from "./shell.module.css";

function Links({ routes, exam, path }: { routes: readonly Route[]; exam?: string | undefined; path: string }) {
  return (
    <ul>
      {routes.map((route) => {
        const href = filled(route.path, exam ? { e: exam } : {});
        return (
          <li key={route.path}>
            <a href={href} class={styles.link} aria-current={href === path ? "page" : undefined}>
              {t(route.title)}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function ExamName({ examId }: { examId: string }) {
  const exam = useExam(examId);
  return <p class={styles.exam}>{exam.data?.name ?? t("nav.exam")}</p>;
}

function Menu({ role, exam, path }: { role: Role; exam: string | undefined; path: string }) {
  const mine = ROUTES.filter((route) => allows(route, role));
  const ofExam = mine.filter((route) => route.menu === "exam");
  return (
    <nav class={styles.menu} aria-label={t("nav.label")}>
      <Links routes={mine.filter((route) => route.menu === "house")} path={path} />
      {exam && (
        <>
          <ExamName key={exam} examId={exam} />
          <Links
            routes={role === "observer" ? [...mine.filter((route) => route.path === "/watch/:e"), ...ofExam] : ofExam}
            exam={exam}
            path={path}
          />
        </>
      )}
    </nav>
  );
}

/** What is around every page: the strip, and the menu of whoever is logged in. */
export function Shell({
  role,
  exam,
  children,
}: {
  role: Role | undefined;
  exam: string | undefined;
  children: ComponentChildren;
}) {
  const { path } = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    setOpen(false);
    // A menu that is longer than the window shows where one is.
    document.querySelector("nav [aria-current=page]")?.scrollIntoView({ block: "nearest" });
  }, [path]);
  return (
    <div class={classes(styles.shell, role && styles.withMenu)}>
      <Skip />
      <header class={styles.top}>
        <StatusStrip
          start={
            <>
              <a class={styles.brand} href={role ? "/exams" : "/login"}>
                MPA
              </a>
              {role && (
                <span class={styles.toggle}>
                  <Button kind="quiet" expanded={open} onClick={() => setOpen(!open)}>
                    {t("nav.menu")}
                  </Button>
                </span>
              )}
            </>
          }
        />
      </header>
      {role && (
        <div class={classes(styles.side, open && styles.open)}>
          <Menu role={role} exam={exam} path={path} />
        </div>
      )}
      <main id="content" class={styles.main} tabIndex={-1}>
        {children}
        {role && <p class={styles.zone}>{t("zone.all", { zone: zone() })}</p>}
      </main>
      <Toasts />
    </div>
  );
}
