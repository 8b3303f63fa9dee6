import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { line } from "../../../api/line";
import type { Account, Exam } from "../../../api/lists";
import type { Me } from "../../../api/session";
import { t } from "../../../text";

/** Who sits at the desk, of which exam, and who else is at the centre. */
export interface Around {
  examId: string;
  me: Me | undefined;
  exam: Exam | undefined;
  people: readonly Account[];
}

const Context = createContext<Around>({ examId: "", me: undefined, exam: undefined, people: [] });
export const AroundDesk = Context.Provider;
export const useAround = (): Around => useContext(Context);

/** Whether nothing can be decided now. */
export const isOff = (): boolean => line.value.state === "off";

/** What somebody is called; an account that is not of this centre has no name here. */
export function nameOf({ people, me }: Around, id: string | null | undefined): string {
  if (!id) return "–";
  return people.find((one) => one.id === id)?.name ?? (id === me?.id ? me.name : t("passwords.somebody"));
}

/** The other supervisors of a centre. */
export function otherSupervisors({ people, me }: Around, centreId: string | undefined): string[] {
  const others = people.filter(
    (one) => one.role === "supervisor" && !one.disabled && one.id !== me?.id && one.centreId === centreId,
  );
  return others.map((one) => one.name);
}
