import type { PasswordCost } from "../auth/passwords/password-hasher.ts";
import type { RevokedAccess } from "../events/peers/revoked-access.ts";

/** The dependencies of the composition on its environment. */
export interface CompositionDeps {
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds since some moment, whatever the clock is set to: for limits and timeouts. */
  monotonicNow: () => number;
  random: () => number;
  newId: () => string;
  /** What a password's hash costs, if not what is prescribed. */
  passwordCost?: PasswordCost;
  report: (what: string, error: unknown) => void;
  /** Writes a line to the log. */
  writeLogLine: (line: string) => void;
  /** Closes the connections to this process of somebody whose rights have ended. */
  disconnect: (revoked: RevokedAccess) => void;
}
