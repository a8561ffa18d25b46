import type { PublicHolder } from "#domain/views/public-fact.ts";
import type { ChatState } from "../../chat/chat-state.ts";
import { icon } from "./icon.ts";
import { words } from "../locale/strings.ts";
import { h, type Tree } from "../dom/virtual-dom.ts";

/** Who speaks for the company: the same colour, picture and word wherever it is told. */
export function handlerMark(kind: PublicHolder["kind"], word: string): Tree {
  return h("span", `handler is-${kind}`, kind !== "nobody" && icon(kind), word);
}

/** Who answers now, or would answer a new chat. */
export function whoAnswers({ session, settings, stage }: ChatState): Tree | null {
  if (settings === null) return null;
  const { botName, answers } = settings;
  if (stage === "chat" && session !== null) {
    const { holder } = session.talk;
    const names = { bot: botName, queue: words.$waiting, nobody: words.$over };
    return handlerMark(holder.kind, holder.kind === "agent" ? holder.name : names[holder.kind]);
  }
  return answers === "bot"
    ? handlerMark("bot", words.$botAnswers(botName))
    : handlerMark("agent", words.$personAnswers);
}
