import type { Message } from "#domain/model/message.ts";
import { MINUTE } from "#domain/model/instant.ts";
import type { MemberId } from "#domain/model/ids.ts";
import type { TimelineEntry } from "#domain/views/timeline.ts";
import { MarkdownText } from "../../../ui/text/markdown-text.tsx";
import { strings } from "../../../strings.ts";
import { MessageBubble, type Side } from "./message-bubble.tsx";

/** Within this time the same person need not be named again. */
const SAME_SPEAKER_MS = 3 * MINUTE;

interface SaidProps {
  message: Message;
  before: TimelineEntry | undefined;
  customerName: string;
  memberId: MemberId;
  /** What to say below it. */
  mark: string | null;
}

/** A message of the past. */
export function ThreadMessage({ message, before, customerName, memberId, mark }: SaidProps) {
  const { author, text, sentAt, sources, stopped } = message;
  const follows = before?.kind === "message" && continuesBefore(before.message, message);
  const notes = [
    stopped && strings.lane.stopped,
    sources.length > 0 && strings.lane.sources(sources.map(({ title }) => title)),
    mark,
  ].filter(Boolean);
  return (
    <MessageBubble
      side={sideOf(author)}
      name={follows ? null : nameOf(author, customerName, memberId)}
      at={sentAt}
      below={notes.length > 0 && <p className="text-12 text-ink-3">{notes.join(" · ")}</p>}
    >
      <MarkdownText text={text} />
    </MessageBubble>
  );
}

function sideOf(author: Message["author"]): Side {
  switch (author.kind) {
    case "customer":
    case "bot":
      return author.kind;
    case "member":
      return "us";
  }
  // Whoever it was, it was said for the company.
  author satisfies never;
  return "us";
}

function continuesBefore(before: Message, { author, sentAt, sessionId }: Message): boolean {
  const isSame =
    before.author.kind === author.kind &&
    (author.kind !== "member" ||
      (before.author.kind === "member" && before.author.memberId === author.memberId));
  return isSame && before.sessionId === sessionId && sentAt - before.sentAt < SAME_SPEAKER_MS;
}

function nameOf(author: Message["author"], customerName: string, memberId: MemberId): string {
  if (author.kind === "customer") return customerName;
  return author.kind === "member" && author.memberId === memberId ? strings.lane.me : author.name;
}
