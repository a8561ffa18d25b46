import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { SECOND, type Millis } from "#domain/model/instant.ts";
import { BotFailure } from "../contract/bot-failure.ts";

/** A bot server responded with an error. Only its classification is kept, not what the server sent. */
export class EndpointError extends BotFailure {
  /** Whether it seems to reject the tool that asks for a person, which not every model supports. */
  readonly rejectsTools: boolean;

  constructor(reason: BotFailureCause, retryAfterMs: Millis | null, mindsTools: boolean) {
    super(reason, retryAfterMs);
    this.rejectsTools = mindsTools;
  }
}

const NO_MODEL =
  /model.{0,200}(not.?found|does.?n.t exist|does not exist|unknown|invalid|unavailable)|(unknown|invalid|no such|not a valid) model/is;
const TOOLS = /\b(tools?|tool_choice|function.?call\w*|functions)\b/i;
const NO_RETRY_AFTER = null;

/** Classifies an HTTP error of a bot server. */
export function endpointErrorOf(status: number, headers: Headers, body: string): EndpointError {
  const reason = causeOf(status, body);
  const mayMindTools = reason === "not-compatible" || reason === "server-error";
  return new EndpointError(reason, retryAfterOf(headers), mayMindTools && TOOLS.test(body));
}

/** Classifies an error inside an answer that started successfully. */
export function endpointErrorInAnswer(error: unknown): EndpointError {
  const body = JSON.stringify(error) ?? "";
  if (NO_MODEL.test(body)) return new EndpointError("unknown-model", NO_RETRY_AFTER, false);
  return new EndpointError("server-error", NO_RETRY_AFTER, TOOLS.test(body));
}

function causeOf(status: number, body: string): BotFailureCause {
  switch (status) {
    case 401:
    case 403:
      return "unauthorized";
    case 402:
    case 429:
      return "rate-limited";
    case 408:
    case 504:
      return "timeout";
    default:
      if (NO_MODEL.test(body)) return "unknown-model";
      return status >= 500 ? "server-error" : "not-compatible";
  }
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
