/** Writes one line. Never messages of a chat, names, addresses or secrets: only what happened and where. */
export type Log = (line: string) => void;

/** Writes to standard output, each line with its time (ISO 8601, UTC). */
export function createLog(write: (text: string) => void, now: () => number): Log {
  return (line) => write(`${new Date(now()).toISOString()} ${line}\n`);
}

/**
 * What of an error may be logged: its kind, its code and its origin. Messages of databases and models may repeat what
 * people wrote, so they are left out.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const cause = error.cause === undefined ? "" : ` < ${describeError(error.cause)}`;
  const at = /at .*?\(?((?:src|node_modules)\/[^\s):]+:\d+)/.exec(error.stack ?? "")?.[1];
  return `${error.name}${code}${at === undefined ? "" : ` at ${at}`}${cause}`;
}
