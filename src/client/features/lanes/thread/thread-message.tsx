import { memo } from "react";
import { Link } from "wouter";
import type { Message } from "#domain/model/message.ts";
import { MINUTE } from "#domain/model/instant.ts";
import type { MemberId } from "#domain/model/ids.ts";
import { articlePath } from "../../../live/article-path.ts";
import { MarkdownText } from "../../../ui/text/markdown-text.tsx";
import { strings } from "../../../strings.ts";
import { articleStrings } from "./article-strings.ts";
import { MessageBubble, type Side } from "./message-bubble.tsx";

/** Messages of one author sent within this time of each other show the name once. */
const SAME_AUTHOR_MS = 3 * MINUTE;

interface ThreadMessageProps {
  message: Message;
  /** The message directly above, if it is one. */
  before: Message | undefined;
  customerName: string;
  memberId: MemberId;
  /** A note below the message. */
  mark: string | null;
}

/** A delivered message. Rendered again only if its own props change, not with each message that follows. */
export const ThreadMessage = memo(function ThreadMessage({
  message,
  before,
  customerName,
  memberId,
  mark,
}: ThreadMessageProps) {
  const { author, text, sentAt, sources, stopped, shortened } = message;
  const follows = before !== undefined && continuesMessage(before, message);
  const notes = [
    stopped && strings.lane.stopped,
    shortened && strings.lane.shortened,
    sources.length > 0 && strings.lane.sources(sources.map(({ title }) => title)),
    mark,
  ].filter(Boolean);
  return (
    <MessageBubble
      side={sideOf(author)}
      name={follows ? null : nameOf(author, customerName, memberId)}
      at={sentAt}
      below={
        notes.length > 0 && (
          <>
            <p className="text-12 text-ink-3">{notes.join(" · ")}</p>
            <EditSources sources={sources} />
          </>
        )
      }
    >
      <MarkdownText text={text} isPlain={author.kind === "customer"} />
    </MessageBubble>
  );
});

/** From an answer to the articles that it was taken from, to correct them. */
function EditSources({ sources }: Pick<Message, "sources">) {
  if (sources.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-12">
      {sources.map(({ articleId, title }) => (
        <Link
          key={articleId}
          href={articlePath(articleId)}
          className="inline-flex min-h-6 items-center text-accent-ink underline pointer-coarse:min-h-11"
        >
          <span>
            {sources.length === 1 ? articleStrings.editArticle : articleStrings.editArticleOf(title)}
          </span>
        </Link>
      ))}
    </p>
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
  // This build does not know this kind of author, so show it on our side.
  author satisfies never;
  return "us";
}

function continuesMessage(before: Message, { author, sentAt, sessionId }: Message): boolean {
  const isSameAuthor =
    before.author.kind === author.kind &&
    (author.kind !== "member" ||
      (before.author.kind === "member" && before.author.memberId === author.memberId));
  return isSameAuthor && before.sessionId === sessionId && sentAt - before.sentAt < SAME_AUTHOR_MS;
}

function nameOf(author: Message["author"], customerName: string, memberId: MemberId): string {
  if (author.kind === "customer") return customerName;
  return author.kind === "member" && author.memberId === memberId ? strings.lane.me : author.name;
}
