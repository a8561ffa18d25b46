import type { MemberId } from "#domain/model/ids.ts";
import type { LastWords } from "#domain/model/session.ts";
import { withoutTurns } from "#domain/text/without-turns.ts";
import { stripMarkdown } from "../../ui/text/strip-markdown.ts";
import { strings } from "../../strings.ts";

/** The last message of a chat with its author, as one line for the chat list. */
export function lastMessageText(last: LastWords | null, reader: MemberId): string {
  if (last === null) return strings.list.nothingSaid;
  // What customers typed reads as typed.
  if (last.by === "customer") return withoutTurns(last.text);
  const text = stripMarkdown(last.text);
  if (last.by === "bot") return strings.list.botSaid(text);
  if (last.memberId === reader) return strings.list.youSaid(text);
  return strings.list.memberSaid(last.name ?? null, text);
}
