import type { Account } from "../../../api/lists";
import type { Me } from "../../../api/session";

/** What somebody may do with an account, as the server's policy has it. */
export interface May {
  /** Give it a new password. */
  password: boolean;
  /** Shut it out, or let it in again. */
  disable: boolean;
  /** Require a second factor of it, or take a lost one away. */
  factor: boolean;
}

const NOTHING: May = { password: false, disable: false, factor: false };

export const mayHaveFactor = (account: Pick<Account, "role">): boolean =>
  account.role === "admin" || account.role === "supervisor";

/**
 * Head office everything, a supervisor a new password for the operators of the centre. With one's own account nobody does
 * anything here: one's own password is changed with the old one, and nobody shuts themselves out by mistake.
 */
export function may(me: Me | undefined, account: Account): May {
  if (!me || account.id === me.id) return NOTHING;
  if (me.role === "admin") return { password: true, disable: true, factor: mayHaveFactor(account) };
  const mine = me.role === "supervisor" && account.role === "operator" && account.centreId === me.centreId;
  return { ...NOTHING, password: mine && Boolean(me.centreId) };
}
