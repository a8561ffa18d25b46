import { isHeldBy, type ChatCard } from "#domain/views/inbox.ts";
import type { MemberId } from "#domain/model/ids.ts";

interface Reader {
  id: MemberId;
  /** Whether chats may be assigned to them. */
  available: boolean;
}

/**
 * Whether to notify an agent who is not looking at the page: a chat has become theirs, one of their customers has
 * written, or a chat has entered the queue while they are available.
 */
export function shouldNotify(
  before: readonly ChatCard[],
  after: readonly ChatCard[],
  { id, available }: Reader,
): boolean {
  const previous = new Map(before.map(({ session }) => [session.id, session]));
  return after.some(({ session }) => {
    const was = previous.get(session.id);
    if (session.holder.kind === "queue") return available && was?.holder.kind !== "queue";
    if (!isHeldBy(session, id)) return false;
    return was === undefined || !isHeldBy(was, id) || session.customerMessages > was.customerMessages;
  });
}
