import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { SECOND, type Millis } from "#domain/model/instant.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import { ownField } from "./completion-chunk.ts";
import { causeOfError } from "./error-cause.ts";
import { errorTextOf } from "./error-text.ts";
import { type RequestPart, refusedParts } from "./refused-parts.ts";

/** A bot server responded with an error. Only its classification is kept, not what the server sent. */
export class EndpointError extends BotFailure {
  /** The parts of the request that it seems to reject, the likeliest first. */
  readonly refuses: readonly RequestPart[];

  constructor(reason: BotFailureCause, retryAfterMs: Millis | null, refuses: readonly RequestPart[]) {
    super(reason, retryAfterMs);
    this.refuses = refuses;
  }
}

const NO_RETRY_AFTER = null;
const HTTP_ERRORS_FROM = 400;
const HTTP_ERRORS_BELOW = 600;
/** For an error inside an answer, whose status says nothing. */
const INTERNAL = 500;
/** An error whose cause is one of these may be about the form of the request. */
const ABOUT_FORM: ReadonlySet<BotFailureCause> = new Set([
  "not-compatible",
  "rejected",
  "server-error",
  "unknown-model",
  "model-not-allowed",
]);

/** Classifies an HTTP error of a bot server. */
export function endpointErrorOf(status: number, headers: Headers, body: string): EndpointError {
  return classify(status, body, retryAfterOf(headers));
}

/** Classifies an error inside an answer that started successfully. */
export function endpointErrorInAnswer(error: unknown): EndpointError {
  const body = typeof error === "string" ? error : (JSON.stringify(error) ?? "");
  return classify(statusIn(error), body, NO_RETRY_AFTER);
}

function classify(status: number, body: string, retryAfterMs: Millis | null): EndpointError {
  const text = errorTextOf(body);
  const reason = causeOfError(status, text, body.trimStart().startsWith("{"));
  if (reason === "question-too-long") return new EndpointError(reason, retryAfterMs, ["history"]);
  return new EndpointError(reason, retryAfterMs, ABOUT_FORM.has(reason) ? refusedParts(text) : []);
}

/** Gateways pass on the status of the server behind them. */
function statusIn(error: unknown): number {
  const codes = [error, ownField(error, "error")].flatMap((holder) =>
    ["code", "status", "status_code"].map((name) => Number(ownField(holder, name) ?? Number.NaN)),
  );
  return codes.find((code) => code >= HTTP_ERRORS_FROM && code < HTTP_ERRORS_BELOW) ?? INTERNAL;
}

/**
 * Reads the wait from a header: RFC 9110 §10.2.3 in seconds or as a date, or the milliseconds some model servers
 * send.
 */
function retryAfterOf(headers: Headers): Millis | null {
  const exact = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const text = headers.get("retry-after");
  if (text === null) return null;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * SECOND : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : null;
}
