import type { RevokedAccess } from "../events/peers/revoked-access.ts";

/** What the composition needs of its environment. */
export interface Runtime {
  now: () => number;
  random: () => number;
  newId: () => string;
  report: (what: string, error: unknown) => void;
  /** Writes a line of the log. */
  writeLogLine: (line: string) => void;
  /** Closes the connections to this process of somebody whose rights have ended. */
  disconnect: (revoked: RevokedAccess) => void;
}
