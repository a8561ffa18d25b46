import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import type { BotAnswer } from "#domain/bot/finish-turn.ts";
import type { Source } from "#domain/model/message.ts";
import type { ChatbotSettings } from "#domain/model/settings.ts";
import { BOT_TRAITS, botConnection } from "#domain/settings/bot-connection.ts";
import type { AnswerPart, Bot, BotQuestion, TranscriptMessage } from "../../bots/contract/bot.ts";
import { BotFailure } from "../../bots/contract/bot-failure.ts";
import type { OrgId } from "#domain/model/ids.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import type { AdmittedQuestion, BotAdmission } from "./bot-admission.ts";
import { lastMessages } from "../../db/conversations/recent-messages.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { ServiceContext } from "../context.ts";
import type { TurnAttempt } from "./turn-attempt.ts";
import type { ArticleIndexes } from "../knowledge/article-indexes.ts";

/** How much of the chat and how many passages are sent with a question. */
const TRANSCRIPT_LENGTH = 20;
const PASSAGES = 17;
/** A model's passages are looked up with the customer's last messages: the last one may only add to the one before. */
const ASKED_MESSAGES = 2;

/** The outcome of a question. */
export type BotOutcome = ({ kind: "spoke" } & CollectedAnswer) | { kind: "failed"; cause: BotFailureCause };

interface RunBotDeps {
  services: ServiceContext;
  knowledge: ArticleIndexes;
  admission: BotAdmission;
  signal: AbortSignal;
}

/** What is called while an answer arrives. */
interface AnswerListener {
  /** With each piece. */
  onWords: (text: string) => void;
  /** What has arrived so far was none of the answer. */
  onRestart: () => void;
}

/**
 * Calls the company's chatbot and collects its answer.
 *
 * @returns the outcome, even after an abort, with the text so far
 */
export async function collectBotAnswer(
  deps: RunBotDeps,
  place: TurnAttempt,
  listener: AnswerListener,
): Promise<BotOutcome> {
  const collected: CollectedAnswer = { text: "", sources: [], verdict: "answered", isShortened: false };
  let admitted: AdmittedQuestion | null = null;
  let charactersSent = 0;
  let failure: BotFailureCause | null = null;
  try {
    const { answerer, question, endpoint } = await prepare(deps, place);
    if (endpoint !== null) admitted = await admit(deps, place, endpoint);
    charactersSent = lengthOf(question);
    await collect(deps, collected, { stream: answerer(question, deps.signal), listener });
    const isEmpty = collected.text.trim() === "" && collected.verdict === "answered";
    if (deps.signal.aborted) failure = "timeout";
    else if (isEmpty) failure = "empty";
  } catch (error) {
    failure = causeOf(deps, error);
  }
  admitted?.end(isStopped(deps.signal) ? "stopped" : failure, charactersSent + collected.text.length);
  return failure === null
    ? { kind: "spoke", ...collected, text: collected.text.trimEnd() }
    : { kind: "failed", cause: failure };
}

/** Whether the call was cancelled rather than timed out. A cancelled call is not the chatbot's failure. */
function isStopped({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof DOMException && reason.name === "TimeoutError");
}

interface CollectedAnswer {
  text: string;
  sources: Source[];
  verdict: BotAnswer["verdict"];
  isShortened: boolean;
}

interface BotStream {
  stream: ReturnType<Bot>;
  listener: AnswerListener;
}

async function collect(
  { signal }: RunBotDeps,
  collected: CollectedAnswer,
  { stream, listener }: BotStream,
): Promise<void> {
  for await (const part of stream) {
    if (signal.aborted) return;
    addPart(collected, part, listener);
  }
}

function addPart(collected: CollectedAnswer, part: AnswerPart, listener: AnswerListener): void {
  switch (part.kind) {
    case "words":
      collected.text += part.text;
      return listener.onWords(part.text);
    case "source":
      collected.sources.push({ articleId: part.articleId, title: part.title });
      return;
    case "restart":
      collected.text = "";
      collected.sources = [];
      return listener.onRestart();
    case "shortened":
      collected.isShortened = true;
      return;
    case "asks-person":
    case "unsure":
      collected.verdict = part.kind;
  }
}

function causeOf({ services, signal }: RunBotDeps, error: unknown): BotFailureCause {
  if (signal.aborted) return "timeout";
  if (error instanceof BotFailure) return error.reason;
  services.report("asking a chatbot", error);
  return "server-error";
}

/** Waits until the chatbot may be called. @throws BotFailure if it may not */
async function admit(
  { services, admission, signal }: RunBotDeps,
  { orgId, sessionId }: TurnAttempt,
  endpoint: string,
): Promise<AdmittedQuestion> {
  const session = await getSession(services.store, orgId, sessionId);
  if (session === null) throw new BotFailure("cut");
  return await admission.admit({ orgId, sessionId, customerId: session.customerId, endpoint }, signal);
}

/** The length of the parts of a question that vary, in characters. */
function lengthOf({ instructions, transcript, passages }: BotQuestion): number {
  const texts = [instructions, ...[...transcript, ...passages].map(({ text }) => text)];
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** A key for the chatbot of a company as it is set up now; `null` for one that costs nothing. */
function endpointKey(orgId: OrgId, chatbot: ChatbotSettings, sealedToken: string | null): string | null {
  const { kind } = botConnection(chatbot);
  return BOT_TRAITS[kind].isMetered
    ? [orgId, kind, chatbot.url, chatbot.model, sealedToken].join("\n")
    : null;
}

async function prepare({ services, knowledge }: RunBotDeps, { orgId, sessionId }: TurnAttempt) {
  const [organization, session, messages] = await Promise.all([
    getOrganization(services.store, orgId),
    getSession(services.store, orgId, sessionId),
    lastMessages(services.store, orgId, sessionId, TRANSCRIPT_LENGTH),
  ]);
  const { chatbot, widget } = organization.settings;
  const token = organization.sealedToken === null ? "" : services.vault.open(orgId, organization.sealedToken);
  if (token === null) throw new BotFailure("token-unreadable");
  const transcript = messages
    .filter(({ stopped }) => !stopped)
    .map(({ author, text }): TranscriptMessage => ({
      from: author.kind === "member" ? "person" : author.kind,
      text,
    }));
  const asked = transcript.flatMap(({ from, text }) => (from === "customer" ? [text] : []));
  const { quotesArticles } = BOT_TRAITS[botConnection(chatbot).kind];
  const usesPassages = !quotesArticles && chatbot.usesKnowledge;
  const { articlesNo } = organization;
  const { index, hasArticles } = await knowledge.usableIn({ orgId, articlesNo, source: session?.source });
  const question: BotQuestion = {
    companyName: widget.companyName,
    botName: chatbot.name,
    instructions: chatbot.instructions,
    transcript,
    passages: usesPassages ? index.find(asked.slice(-ASKED_MESSAGES).join("\n"), PASSAGES) : [],
    answers: quotesArticles ? index.answersTo(asked) : [],
    hasArticles,
    isBoundToPassages: usesPassages,
  };
  const endpoint = endpointKey(orgId, chatbot, organization.sealedToken);
  return { answerer: services.bots.botFor({ ...chatbot, token }), question, endpoint };
}
