import type { ChatState } from "../../chat/chat-state.ts";
import { isAway } from "./away-text.ts";
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
  if (answers === "bot" && stage !== "thread") return holderMark("bot", strings.$botAnswers(botName));
  return isAway({ settings })
    ? holderMark("nobody", strings.$nobodyHere)
    : holderMark("agent", strings.$personAnswers);
}
