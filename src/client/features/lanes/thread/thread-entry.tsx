import type { MemberId } from "#domain/model/ids.ts";
import { MINUTE } from "#domain/model/instant.ts";
import type { TimelineEntry } from "#domain/views/timeline.ts";
import { serverNow } from "../../../live/server-clock.ts";
import { ClockTime } from "../../../ui/text/clock-time.tsx";
import { clockTime, dayName } from "../../../ui/text/format-time.ts";
import { strings } from "../../../strings.ts";
import { timelineEventText } from "./timeline-event-text.ts";
import { WhyThisAgent } from "./why-this-agent.tsx";
import { ThreadMessage } from "./thread-message.tsx";

interface ThreadEntryProps {
  entry: TimelineEntry;
  before: TimelineEntry | undefined;
  customerName: string;
  memberId: MemberId;
  mark: string | null;
}

/** An entry of a thread. */
export function ThreadEntry({ entry, before, customerName, memberId, mark }: ThreadEntryProps) {
  switch (entry.kind) {
    case "message":
      return (
        <ThreadMessage
          message={entry.message}
          before={before?.kind === "message" ? before.message : undefined}
          mark={entry.delivery === null ? mark : strings.lane.delivery[entry.delivery]}
          {...{ customerName, memberId }}
        />
      );
    case "line": {
      const text = timelineEventText(entry.line, customerName);
      if (text === null) return null;
      return (
        <div className="px-6 pt-2 text-center text-12 text-ink-2">
          <p>
            <span>{`${text} `}</span>
            <ClockTime at={entry.at} />
          </p>
          {entry.line.kind === "joined" && entry.line.reason !== undefined && (
            <WhyThisAgent chosen={entry.line} reason={entry.line.reason} customerName={customerName} />
          )}
        </div>
      );
    }
    case "day":
      return (
        <p className="pt-3 text-center text-12 font-semibold text-ink-3 first-letter:uppercase">
          {dayName(entry.at, serverNow())}
        </p>
      );
    case "new":
      return (
        <p className="flex items-center gap-2 px-3 pt-2 text-12 font-semibold text-accent-ink before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent">
          {strings.lane.newLine}
        </p>
      );
    case "session":
      return (
        <h3 className="mt-4 flex items-center gap-2 px-3 text-12 font-semibold text-ink-2 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {sessionText(entry)}
        </h3>
      );
  }
  entry satisfies never;
  return null;
}

function sessionText({
  channel,
  openedAt,
  lengthMs,
  names,
}: Extract<TimelineEntry, { kind: "session" }>): string {
  if (channel === "mail")
    return [strings.lane.messagesFrom(dayName(openedAt, serverNow())), ...names].join(" · ");
  const length = lengthMs === null ? strings.lane.open : strings.lane.lasted(Math.round(lengthMs / MINUTE));
  const when = `${dayName(openedAt, serverNow())} ${clockTime(openedAt)}`;
  return [strings.lane.chatOn(when), length, ...names].join(" · ");
}
