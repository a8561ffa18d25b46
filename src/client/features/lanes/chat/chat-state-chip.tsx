import {
  BotMessageSquare,
  CircleCheck,
  CircleDashed,
  Clock,
  type LucideIcon,
  MessageCircle,
} from "lucide-react";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/icon.tsx";
import { strings } from "../../../strings.ts";
import type { Chat, ChatState } from "./use-chat-view.ts";

export const STATE_STYLES: Readonly<Record<ChatState, { icon: LucideIcon; look: string; edge: string }>> = {
  bot: { icon: BotMessageSquare, look: "bg-bot-soft text-bot", edge: "text-bot" },
  queue: { icon: Clock, look: "bg-wait-soft text-wait", edge: "text-wait" },
  mine: { icon: MessageCircle, look: "bg-live-soft text-live", edge: "text-live" },
  other: { icon: MessageCircle, look: "bg-surface-3 text-ink-2", edge: "text-ink-2" },
  ended: { icon: CircleCheck, look: "bg-surface-3 text-ink-2", edge: "text-ink-3" },
  unattended: { icon: CircleDashed, look: "bg-wait-soft text-wait", edge: "text-wait" },
};

/** The chat's state, as an icon and a label. */
export function ChatStateChip({ chat: { state, session } }: { chat: Chat }) {
  const { icon, look } = STATE_STYLES[state];
  const { holder } = session;
  const label =
    state === "other"
      ? strings.lane.state.other(holder.kind === "agent" ? holder.name : "")
      : strings.lane.state[state];
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1 rounded-4 px-1.5 py-0.5 text-12 font-semibold whitespace-nowrap",
        look,
      )}
    >
      <Icon of={icon} className="size-3.5" />
      {label}
    </span>
  );
}
