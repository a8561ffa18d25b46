import { DoorOpen } from "lucide-react";
import type { Session } from "#domain/model/session.ts";
import { hasLeft } from "#domain/routing/has-left.ts";
import { strings } from "../strings.ts";
import { Icon } from "../ui/icon.tsx";
import { ClockTime } from "../ui/text/clock-time.tsx";

interface LeftMarkProps {
  session: Session;
  /** Whether to show since when, too. */
  withTime?: boolean;
}

/** Marks the chat of a customer who has left the page; nothing for others. */
export function LeftMark({ session, withTime = false }: LeftMarkProps) {
  const { customerLeftAt = null } = session;
  if (!hasLeft(session) || customerLeftAt === null) return null;
  return (
    <span className="inline-flex items-center gap-1 text-12 whitespace-nowrap text-ink-2">
      <Icon of={DoorOpen} className="size-3.5 shrink-0" />
      <span>{strings.list.left}</span>
      {withTime && <ClockTime at={customerLeftAt} />}
    </span>
  );
}
