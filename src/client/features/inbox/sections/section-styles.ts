import {
  BotMessageSquare,
  CircleDashed,
  Clock,
  type LucideIcon,
  Mail,
  MessageCircle,
  History,
} from "lucide-react";
import type { SectionName } from "./sort-into-sections.ts";

/** Each section's icon, and the colour of the party who must reply next. */
export const SECTION_STYLES: Readonly<Record<SectionName, { icon: LucideIcon; edge: string; text: string }>> =
  {
    waiting: { icon: Clock, edge: "border-wait", text: "text-wait" },
    chatting: { icon: MessageCircle, edge: "border-live", text: "text-live" },
    mail: { icon: Mail, edge: "border-live", text: "text-live" },
    unassigned: { icon: CircleDashed, edge: "border-line-strong", text: "text-ink-2" },
    bot: { icon: BotMessageSquare, edge: "border-bot", text: "text-bot" },
    past: { icon: History, edge: "border-line", text: "text-ink-2" },
  };
