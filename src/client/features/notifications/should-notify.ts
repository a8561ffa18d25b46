import { isHeldBy, type ChatCard } from "#domain/views/inbox.ts";
import type { MemberId } from "#domain/model/ids.ts";

interface Reader {
  id: MemberId;
  /** Whether chats may be given to them. */
  available: boolean;
}

/**
 * Whether an agent who looks elsewhere is to be called: a chat has become theirs, a customer of theirs has written, or
 * somebody has come into line while they are available.
 */
export function shouldNotify(
  before: readonly ChatCard[],
  after: readonly ChatCard[],
  { id, available }: Reader,
): boolean {
  const known = new Map(before.map(({ session }) => [session.id, session]));
  return after.some(({ session }) => {
    const was = known.get(session.id);
    if (session.holder.kind === "queue") return available && was?.holder.kind !== "queue";
    if (!isHeldBy(session, id)) return false;
    return was === undefined || !isHeldBy(was, id) || session.customerMessages > was.customerMessages;
  });
}
