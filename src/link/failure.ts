import type { Millis } from "#domain/instant.ts";

/** Why no answer came: the socket went, nothing was said in time, it never opened, or the link was closed. */
export type LostWhy = "gone" | "silent" | "not-open" | "closed";

/** No answer for want of a connection: the call may have been carried out all the same. */
export class ConnectionLost extends Error {
  readonly why: LostWhy;

  constructor(why: LostWhy) {
    super("connection-lost");
    this.why = why;
  }
}

/** A call's error as it stands in a frame; the shape is what the server's error formatter made. */
export interface ErrorFrame {
  error: { message: string; data?: unknown };
}

/** What became of a call that did not succeed. */
export type Failure =
  /** Nobody knows whether it was done; or the server cannot reach its database, which comes to the same. */
  | { kind: "unanswered" }
  /** The server stumbled: the same call may work later. */
  | { kind: "stumbled" }
  /** The server asks to be left alone for a while. */
  | { kind: "too-many"; retryAfterMs: Millis }
  /** The same call would be refused again. `reason` is a refusal code, or tRPC's own error code in capitals. */
  | { kind: "refused"; reason: string };

const DEFAULT_RETRY_AFTER_MS: Millis = 2_000;
const CLIENT_ERRORS = 400;
const SERVER_ERRORS = 500;

/** Whether a call failed for want of a connection. A mutation may have been carried out all the same. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof ConnectionLost || (error instanceof Error && error.cause instanceof ConnectionLost);
}

/** Reads what a call threw, whichever client made it. */
export function readFailure(error: unknown): Failure {
  const data = isRecord(error) ? error["data"] : null;
  if (!isRecord(data)) return { kind: "unanswered" };
  const { code, httpStatus, refusal, retryAfterMs } = data;
  if (code === "TOO_MANY_REQUESTS")
    return { kind: "too-many", retryAfterMs: Number(retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) };
  if (typeof refusal === "string") return { kind: "refused", reason: refusal };
  if (code === "SERVICE_UNAVAILABLE") return { kind: "unanswered" };
  const status = Number(httpStatus);
  return status >= CLIENT_ERRORS && status < SERVER_ERRORS
    ? { kind: "refused", reason: String(code) }
    : { kind: "stumbled" };
}

/** Whether something read from a frame or a `catch` has members at all. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
