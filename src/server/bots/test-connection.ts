import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import type { Millis } from "#domain/model/instant.ts";
import type { BotQuestion } from "./contract/bot.ts";
import type { ModelConfig } from "./openai/request-completion.ts";
import { BotFailure } from "./contract/bot-failure.ts";
import { botTypeOf } from "./bot-types.ts";
import { chooseBot } from "./choose-bot.ts";
import type { Fetch } from "./egress/guarded-fetch.ts";
import { cutText } from "./text/text-chunks.ts";

type Check = "address" | "token" | "model" | "words";

interface CheckResult {
  check: Check;
  outcome: "ok" | BotFailureCause | "not-run";
  /** The time from the start of the test to the response (address) or to the first word (words). */
  ms: Millis | null;
}

/** The result of a test: outcomes only, never what the other server sent, except for the words it was asked for. */
export interface TestReport {
  /** The URL called; empty for a bot without a server, and when the URL is invalid. */
  address: string;
  /** All four, in order. Those after a failed one have not run. */
  checks: CheckResult[];
  /** The beginning of a well-formed answer. */
  sample: string | null;
  /** The models the server lists when the configured one is unknown. */
  knownModels: string[];
}

const SAMPLE_MAX_LENGTH = 200;

const QUESTION: BotQuestion = {
  companyName: "this company",
  botName: "Chatbot",
  instructions: "This is a test of the connection. Answer with one short, friendly sentence.",
  transcript: [{ from: "customer", text: "Hello" }],
  passages: [],
  hasArticles: false,
  isBoundToPassages: false,
  answers: [],
};

/** Asks the bot for a greeting, with the settings as typed, and returns which step failed, if any. */
export async function testConnection(
  config: ModelConfig,
  signal: AbortSignal,
  clock: () => Millis = () => performance.now(),
): Promise<TestReport> {
  const startedAt = clock();
  const sinceStart = () => Math.round(clock() - startedAt);
  const seen: Seen = { reachedMs: null, wordsMs: null, isAccepted: false, text: "" };
  const { addressOf, listModels } = botTypeOf(config);
  const address = addressOf(config.url);
  // What was learned of the server may have changed since.
  config.habits.forget(config);
  try {
    const bot = chooseBot({ ...config, fetch: watched(config.fetch, seen, sinceStart) });
    for await (const part of bot(QUESTION, signal)) {
      seen.wordsMs ??= sinceStart();
      if (part.kind === "words") seen.text = cutText(seen.text + part.text, SAMPLE_MAX_LENGTH);
      if (part.kind === "restart") seen.text = "";
    }
    const sample = seen.text === "" ? null : seen.text;
    return { address, checks: judge(null, seen), sample, knownModels: [] };
  } catch (error) {
    if (!(error instanceof BotFailure)) throw error;
    const models = ABOUT_MODEL.has(error.reason) ? await listModels(config, signal) : [];
    return { address, checks: judge(error.reason, seen), sample: null, knownModels: models };
  }
}

const ABOUT_MODEL: ReadonlySet<BotFailureCause> = new Set(["unknown-model", "model-not-allowed"]);

interface Seen {
  reachedMs: Millis | null;
  wordsMs: Millis | null;
  /** Whether the server accepted the question, which means that token and model are valid. */
  isAccepted: boolean;
  text: string;
}

function watched(fetch: Fetch, seen: Seen, sinceStart: () => Millis): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    seen.reachedMs ??= sinceStart();
    seen.isAccepted = response.ok;
    return response;
  };
}

const CHECKS: readonly Check[] = ["address", "token", "model", "words"];

function judge(cause: BotFailureCause | null, seen: Seen): CheckResult[] {
  const failed = cause === null ? null : failedCheck(cause, seen);
  const proven = provenChecks(failed, seen);
  return CHECKS.map((check) => {
    if (cause !== null && check === failed) return { check, outcome: cause, ms: null };
    return proven.includes(check)
      ? { check, outcome: "ok", ms: timeOf(check, seen) }
      : { check, outcome: "not-run", ms: null };
  });
}

function failedCheck(cause: BotFailureCause, seen: Seen): Check {
  switch (cause) {
    case "unauthorized":
    case "token-unreadable":
    case "forbidden":
    case "country-not-supported":
    case "ip-not-allowed":
      return "token";
    case "unknown-model":
    case "model-not-allowed":
      return "model";
    case "out-of-credit":
    case "rejected":
    case "question-too-long":
    case "rate-limited":
    case "over-budget":
    case "server-error":
    case "cut":
    case "answer-too-long":
    case "content-filter":
    case "empty":
      return "words";
    case "timeout":
      return seen.isAccepted ? "words" : "address";
    case "unreachable":
    case "not-compatible":
    case "blocked":
    case "redirected":
      return "address";
  }
}

/**
 * The checks that passed. A server too busy or too broken to accept the question proves nothing about token and
 * model.
 */
function provenChecks(failed: Check | null, seen: Seen): readonly Check[] {
  if (failed === null) return CHECKS;
  const before = CHECKS.slice(0, CHECKS.indexOf(failed));
  return failed === "words" && !seen.isAccepted ? before.slice(0, 1) : before;
}

function timeOf(check: Check, seen: Seen): Millis | null {
  if (check === "address") return seen.reachedMs;
  return check === "words" ? seen.wordsMs : null;
}
