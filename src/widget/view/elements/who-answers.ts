import type { ChatState } from "../../chat/chat-state.ts";
import { holderMark } from "./holder-mark.ts";
import { strings } from "../locale/reader-locale.ts";
import type { VirtualElement } from "../dom/virtual-dom.ts";

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
