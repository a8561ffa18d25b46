import type { RevokedAccess } from "../events/peers/revoked-access.ts";

/** What the house needs of the world around it. */
export interface Runtime {
  now: () => number;
  random: () => number;
  newId: () => string;
  report: (what: string, error: unknown) => void;
  /** Writes a line of the log. */
  writeLogLine: (line: string) => void;
  /** Closes the connections that somebody whose rights have ended has to this process. */
  disconnect: (gone: RevokedAccess) => void;
}
