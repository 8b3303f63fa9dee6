import { effect, signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useAct } from "./act";
import { call, type Schemas } from "./client";
import { changed } from "./query";
import { session } from "./session";

/** A password that was made and that nobody has read out yet. */
export interface Made {
  passwordId: string;
  password: string;
  expiresAt: string;
  whom: string;
  /** It was used, or is over: nobody loses anything with it any more. */
  over?: boolean;
}

/** The passwords of a shift, and whether they went to a printer. */
export interface Slips {
  shift: string;
  of: readonly Schemas["PasswordSlip"][];
  printed: boolean;
}

/** What is shown this once stays while one looks at another page: in memory alone, and of one exam. */
export const made = signal<{ examId: string; of: Made } | undefined>(undefined);
export const slips = signal<{ examId: string; of: Slips } | undefined>(undefined);

/** Accounts that were made out of a list, with their first passwords, and whether these went to a printer. */
export const staff = signal<{ name: string; of: Schemas["StaffResults"]; printed: boolean } | undefined>(undefined);

/** What is held of an exam. */
export const ofExam = <T>(held: { examId: string; of: T } | undefined, examId: string): T | undefined =>
  held?.examId === examId ? held.of : undefined;

/** Takes a password back. Whether it opens nothing any more: somebody may have used it before; nothing when that failed. */
export function useWithdraw(passwordId: string) {
  const withdrawn = useRef(false);
  const act = useAct(async () => {
    const path = { passwordId };
    const answer = await call("post", "/api/admin/download/password/{passwordId}/withdraw", { path });
    withdrawn.current = answer.withdrawn;
    if (made.value?.of.passwordId === passwordId) made.value = undefined;
    changed("downloads");
  });
  const take = async (): Promise<boolean | undefined> => ((await act.run()) ? withdrawn.current : undefined);
  return { take, busy: act.busy, failure: act.failure };
}

effect(() => {
  if (session.value.state !== "out") return;
  made.value = undefined;
  slips.value = undefined;
  staff.value = undefined;
});

const stay = (event: BeforeUnloadEvent): void => event.preventDefault();

/** Whoever closes the window would lose them. */
effect(() => {
  const unread =
    (made.value && !made.value.of.over) ||
    (slips.value && !slips.value.of.printed) ||
    (staff.value && !staff.value.printed);
  if (typeof addEventListener === "undefined") return;
  removeEventListener("beforeunload", stay);
  if (unread) addEventListener("beforeunload", stay);
});
