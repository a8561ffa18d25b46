/**
 * Writes one line about what happened and where. It must never contain messages of a chat, names, addresses or
 * secrets.
 */
export type Log = (line: string) => void;

/** Writes to standard output, each line with its time (ISO 8601, UTC). */
export function createLog(write: (text: string) => void, now: () => number): Log {
  return (line) => write(`${new Date(now()).toISOString()} ${line}\n`);
}

/**
 * The part of an error that is safe to log: its name, code and location. Messages of databases and models are left
 * out, because they can quote what people wrote.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const cause = error.cause === undefined ? "" : ` < ${describeError(error.cause)}`;
  const at = /at .*?\(?((?:src|node_modules)\/[^\s):]+:\d+)/.exec(error.stack ?? "")?.[1];
  return `${error.name}${code}${at === undefined ? "" : ` at ${at}`}${cause}`;
}
