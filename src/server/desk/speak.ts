import type { BotFailureCause } from "#domain/bot-failure.ts";
import type { BotAnswer } from "#domain/bot-turn.ts";
import type { Source } from "#domain/message.ts";
import type { Question, Turn } from "../bots/answerer.ts";
import { BotFailure } from "../bots/bot-failure.ts";
import { lastMessages } from "../db/messages.ts";
import { getOrganization } from "../db/organizations.ts";
import type { Desk } from "./desk.ts";
import type { TurnPlace } from "./turn-place.ts";
import type { Knowledge } from "./knowledge.ts";

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
  const heard = { text: "", sources: [] as Source[], verdict: "answered" as BotAnswer["verdict"] };
  try {
    const { answerer, question } = await prepare(means, place);
    for await (const said of answerer(question, means.signal)) {
      if (means.signal.aborted) break;
      if (said.kind === "words") {
        heard.text += said.text;
        onWords(said.text);
      } else if (said.kind === "source") {
        heard.sources.push({ articleId: said.articleId, title: said.title });
      } else {
        heard.verdict = said.kind;
      }
    }
    if (means.signal.aborted) return { kind: "failed", cause: "timeout" };
    const isSilent = heard.text.trim() === "" && heard.verdict === "answered";
    return isSilent ? { kind: "failed", cause: "empty" } : { kind: "spoke", ...heard };
  } catch (error) {
    if (means.signal.aborted) return { kind: "failed", cause: "timeout" };
    if (error instanceof BotFailure) return { kind: "failed", cause: error.reason };
    means.desk.report("asking a chatbot", error);
    return { kind: "failed", cause: "server-error" };
  }
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
  return { answerer: desk.chatbots.answerer({ ...chatbot, token }), question };
}
