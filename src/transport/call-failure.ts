import type { Millis } from "#domain/model/instant.ts";

/** The connection was lost before the response, so the call may still have been carried out. */
export class ConnectionLost extends Error {
  constructor() {
    super("connection-lost");
  }
}

/** A call's error as in the frame, created by the server's error formatter. */
export type ErrorShape = Record<string, unknown>;

/** Creates an error like that of tRPC's own client, with the server's details in `data`. */
export function toServerError(shape: ErrorShape): Error {
  return Object.assign(new Error(String(shape["message"])), { shape, data: shape["data"] });
}

/** Why a call failed. */
export type CallFailure =
  /** There was no response, so it may or may not have been carried out. */
  | { kind: "unanswered" }
  /** An error inside the server. The same call may succeed later. */
  | { kind: "server-error" }
  /** The call may be retried later: a rate limit, or the server's database is unavailable. */
  | { kind: "too-many"; retryAfterMs: Millis }
  /** The same call would be refused again. `reason` is a refusal code, or tRPC's own error code in capitals. */
  | { kind: "refused"; reason: string };

const DEFAULT_RETRY_AFTER_MS: Millis = 2_000;
/** The statuses for too many requests, and for a server that is temporarily unavailable. */
const RETRY_LATER_STATUSES = new Set([429, 503]);
const SERVER_ERRORS = 500;

/** Whether a call failed because the connection was lost. A mutation may still have been carried out. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof ConnectionLost || (error instanceof Error && error.cause instanceof ConnectionLost);
}

/** Classifies a call's error, from either tRPC client. */
export function readCallFailure(error: unknown): CallFailure {
  const { httpStatus, code, refusal, retryAfterMs } = asRecord(asRecord(error)["data"]);
  if (!httpStatus) return { kind: "unanswered" };
  const status = Number(httpStatus);
  if (RETRY_LATER_STATUSES.has(status))
    return { kind: "too-many", retryAfterMs: Number(retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) };
  return status < SERVER_ERRORS
    ? { kind: "refused", reason: String(refusal ?? code) }
    : { kind: "server-error" };
}

/** Gives access to the properties of a value of unknown type. A primitive has none. */
export function asRecord(value: unknown): Record<string, unknown> {
  return Object(value);
}
