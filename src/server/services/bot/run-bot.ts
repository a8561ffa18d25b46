import type { BotFailureCause } from "#domain/model/bot-failure.ts";
import type { BotAnswer } from "#domain/bot/bot-turn.ts";
import type { Source } from "#domain/model/message.ts";
import type { Answerer, Question, Turn } from "../../bots/contract/bot.ts";
import { BotFailure } from "../../bots/contract/bot-failure.ts";
import type { OrgId } from "#domain/model/ids.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import type { Admission, BotPurse } from "./bot-admission.ts";
import { lastMessages } from "../../db/conversations/recent-messages.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { Desk } from "../context.ts";
import type { TurnPlace } from "./turn-attempt.ts";
import type { Knowledge } from "../knowledge/article-indexes.ts";

/** How much of the chat and how many passages go with a question. */
const TRANSCRIPT_LENGTH = 20;
const PASSAGES = 4;

/** What became of a question. */
export type Spoken =
  | { kind: "spoke"; text: string; sources: readonly Source[]; verdict: BotAnswer["verdict"] }
  | { kind: "failed"; cause: BotFailureCause };

interface Means {
  desk: Desk;
  knowledge: Knowledge;
  purse: BotPurse;
  signal: AbortSignal;
}

/**
 * Asks the company's chatbot and gathers what it says.
 *
 * @param onWords - hears each piece as it comes
 * @returns also after an abort: then with what there was
 */
export async function speak(
  means: Means,
  place: TurnPlace,
  onWords: (text: string) => void,
): Promise<Spoken> {
  const heard: Heard = { text: "", sources: [], verdict: "answered" };
  let admission: Admission | null = null;
  let asked = 0;
  let failure: BotFailureCause | null = null;
  try {
    const { answerer, question, line } = await prepare(means, place);
    if (line !== null) admission = await admit(means, place, line);
    asked = lengthOf(question);
    await listen(means, heard, { said: answerer(question, means.signal), onWords });
    const isSilent = heard.text.trim() === "" && heard.verdict === "answered";
    if (means.signal.aborted) failure = "timeout";
    else if (isSilent) failure = "empty";
  } catch (error) {
    failure = causeOf(means, error);
  }
  admission?.end(isStopped(means.signal) ? "stopped" : failure, asked + heard.text.length);
  return failure === null ? { kind: "spoke", ...heard } : { kind: "failed", cause: failure };
}

/** Whether somebody called it off, which says nothing of the chatbot; it may also have used up all its time. */
function isStopped({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof DOMException && reason.name === "TimeoutError");
}

interface Heard {
  text: string;
  sources: Source[];
  verdict: BotAnswer["verdict"];
}

interface Speech {
  said: ReturnType<Answerer>;
  onWords: (text: string) => void;
}

async function listen({ signal }: Means, heard: Heard, { said, onWords }: Speech): Promise<void> {
  for await (const one of said) {
    if (signal.aborted) return;
    if (one.kind === "words") {
      heard.text += one.text;
      onWords(one.text);
    } else if (one.kind === "source") heard.sources.push({ articleId: one.articleId, title: one.title });
    else heard.verdict = one.kind;
  }
}

function causeOf({ desk, signal }: Means, error: unknown): BotFailureCause {
  if (signal.aborted) return "timeout";
  if (error instanceof BotFailure) return error.reason;
  desk.report("asking a chatbot", error);
  return "server-error";
}

/** @throws BotFailure while the chatbot is not to be asked */
async function admit(
  { desk, purse, signal }: Means,
  { orgId, sessionId }: TurnPlace,
  line: string,
): Promise<Admission> {
  const session = await getSession(desk.store, orgId, sessionId);
  if (session === null) throw new BotFailure("cut");
  return await purse.admit({ orgId, sessionId, customerId: session.customerId, line }, signal);
}

/** How many characters a question has, as far as they grow with it. */
function lengthOf({ instructions, transcript, passages }: Question): number {
  const texts = [instructions, ...[...transcript, ...passages].map(({ text }) => text)];
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** The chatbot of a company as it is set up now; `null` for the built-in one, which costs nobody anything. */
function lineOf(orgId: OrgId, { url, model }: { url: string; model: string }, sealedToken: string | null) {
  return url === "" ? null : [orgId, url, model, sealedToken].join("\n");
}

async function prepare({ desk, knowledge }: Means, { orgId, sessionId }: TurnPlace) {
  const [organization, messages] = await Promise.all([
    getOrganization(desk.store, orgId),
    lastMessages(desk.store, orgId, sessionId, TRANSCRIPT_LENGTH),
  ]);
  const { chatbot, widget } = organization.settings;
  const token = organization.sealedToken === null ? "" : desk.vault.open(orgId, organization.sealedToken);
  const transcript = messages
    .filter(({ stopped }) => !stopped)
    .map(({ author, text }): Turn => ({
      from: author.kind === "member" ? "person" : author.kind,
      text,
    }));
  const lastWords = transcript.findLast(({ from }) => from === "customer")?.text ?? "";
  const usesPassages = chatbot.url === "" || chatbot.usesKnowledge;
  const index = await knowledge.of(orgId);
  const question: Question = {
    companyName: widget.companyName,
    botName: chatbot.name,
    instructions: chatbot.instructions,
    transcript,
    passages: usesPassages ? index.find(lastWords, PASSAGES) : [],
  };
  const line = lineOf(orgId, chatbot, organization.sealedToken);
  return { answerer: desk.chatbots.answerer({ ...chatbot, token }), question, line };
}
