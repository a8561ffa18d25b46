import {
  BotMessageSquare,
  CircleCheck,
  CircleDashed,
  Clock,
  type LucideIcon,
  Mail,
  MessageCircle,
} from "lucide-react";
import type { ChatState } from "./use-chat-view.ts";

export const CHAT_STATE_STYLES: Readonly<
  Record<ChatState, { icon: LucideIcon; look: string; edge: string }>
> = {
  bot: { icon: BotMessageSquare, look: "bg-bot-soft text-bot", edge: "text-bot" },
  queue: { icon: Clock, look: "bg-wait-soft text-wait", edge: "text-wait" },
  mine: { icon: MessageCircle, look: "bg-live-soft text-live", edge: "text-live" },
  other: { icon: MessageCircle, look: "bg-surface-3 text-ink-2", edge: "text-ink-2" },
  ended: { icon: CircleCheck, look: "bg-surface-3 text-ink-2", edge: "text-ink-3" },
  "mail-mine": { icon: Mail, look: "bg-live-soft text-live", edge: "text-live" },
  "mail-other": { icon: Mail, look: "bg-surface-3 text-ink-2", edge: "text-ink-2" },
  "mail-nobody": { icon: Mail, look: "bg-wait-soft text-wait", edge: "text-wait" },
  unattended: { icon: CircleDashed, look: "bg-wait-soft text-wait", edge: "text-wait" },
};
