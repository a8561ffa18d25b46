import type { MemberId } from "#domain/model/ids.ts";
import type { LastWords } from "#domain/model/session.ts";
import { plainText } from "../../ui/text/strip-markdown.ts";
import { words } from "../../strings.ts";

/** The last words of a chat and whose they are, as one line for whoever reads the list. */
export function lastSaid(last: LastWords | null, reader: MemberId): string {
  if (last === null) return words.list.nothingSaid;
  const text = plainText(last.text);
  if (last.by === "customer") return text;
  if (last.by === "bot") return words.list.botSaid(text);
  if (last.memberId === reader) return words.list.youSaid(text);
  return words.list.memberSaid(last.name ?? null, text);
}
