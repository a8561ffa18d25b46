import type { PublicHolder } from "#domain/views/public-fact.ts";
import type { ChatState } from "../../chat/chat-state.ts";
import { icon } from "./icon.ts";
import { strings } from "../locale/reader-locale.ts";
import { h, type VirtualElement } from "../dom/virtual-dom.ts";

/** The holder of a chat, with the same colour, icon and text everywhere. */
export function holderMark(kind: PublicHolder["kind"], label: string): VirtualElement {
  return h("span", `handler is-${kind}`, kind !== "nobody" && icon(kind), label);
}

/** Who answers now, or would answer a new chat. */
export function whoAnswers({ session, settings, stage }: ChatState): VirtualElement | null {
  if (settings === null) return null;
  const { botName, answers } = settings;
  if (stage === "chat" && session !== null) {
    const { holder } = session.talk;
    const names = { bot: botName, queue: strings.$waiting, nobody: strings.$over };
    return holderMark(holder.kind, holder.kind === "agent" ? holder.name : names[holder.kind]);
  }
  return answers === "bot"
    ? holderMark("bot", strings.$botAnswers(botName))
    : holderMark("agent", strings.$personAnswers);
}
