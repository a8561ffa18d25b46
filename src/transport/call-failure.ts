import type { Millis } from "#domain/model/instant.ts";

/** No answer for want of a connection: the call may have been carried out all the same. */
export class ConnectionLost extends Error {
  constructor() {
    super("connection-lost");
  }
}

/** A call's error as it stands in a frame; what is in it is what the server's error formatter made. */
export type ErrorShape = Record<string, unknown>;

/** The server's error as tRPC's own client throws it: what the server said is in `data`. */
export function toServerError(shape: ErrorShape): Error {
  return Object.assign(new Error(String(shape["message"])), { shape, data: shape["data"] });
}

/** What became of a call that did not succeed. */
export type CallFailure =
  /** Nobody knows whether it was done. */
  | { kind: "unanswered" }
  /** The server stumbled: the same call may work later. */
  | { kind: "stumbled" }
  /** The server asks to be left alone for a while: too much was asked of it, or its database is away. */
  | { kind: "too-many"; retryAfterMs: Millis }
  /** The same call would be refused again. `reason` is a refusal code, or tRPC's own error code in capitals. */
  | { kind: "refused"; reason: string };

const DEFAULT_RETRY_AFTER_MS: Millis = 2_000;
/** Too many requests; unavailable for now. */
const RETRY_LATER_STATUSES = new Set([429, 503]);
const SERVER_ERRORS = 500;

/** Whether a call failed for want of a connection. A mutation may have been carried out all the same. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof ConnectionLost || (error instanceof Error && error.cause instanceof ConnectionLost);
}

/** Reads what a call threw, whichever client made it. */
export function readCallFailure(error: unknown): CallFailure {
  const { httpStatus, code, refusal, retryAfterMs } = asRecord(asRecord(error)["data"]);
  if (!httpStatus) return { kind: "unanswered" };
  const status = Number(httpStatus);
  if (RETRY_LATER_STATUSES.has(status))
    return { kind: "too-many", retryAfterMs: Number(retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) };
  return status < SERVER_ERRORS ? { kind: "refused", reason: String(refusal ?? code) } : { kind: "stumbled" };
}

/** The members of something read from a frame or a `catch`; none where it can have none. */
export function asRecord(value: unknown): Record<string, unknown> {
  return Object(value);
}
