import { decided, type Decision } from "../model/decision.ts";
import type { CustomerId, SessionId } from "../model/ids.ts";
import { DAY, type Instant } from "../model/instant.ts";
import type { Scene } from "../model/scene.ts";
import type { PrivacySettings } from "../model/settings.ts";

/** Counts of chats and customers erased because of their age. */
export interface ErasedOldChats {
  chats: number;
  customers: number;
}

/**
 * The instant before which ended chats are erased; `null` if they are kept for ever. It advances daily, at midnight
 * UTC, so that chats are erased in the night: a chat is kept for its days and the rest of the last one.
 */
export function retentionCutoff({ keepDays }: PrivacySettings, now: Instant): Instant | null {
  return keepDays === null ? null : Math.floor(now / DAY) * DAY - keepDays * DAY;
}

/** Erases those of the given chats that are too old, and customers who have no other chat. */
export function decideEraseOldChats(scene: Scene, ids: readonly SessionId[]): Decision<ErasedOldChats> {
  const before = retentionCutoff(scene.settings.privacy, scene.now);
  const old = ids
    .map((id) => scene.session(id))
    .filter((session) => session !== null)
    .filter(({ endedAt }) => endedAt !== null && before !== null && endedAt < before);
  const sessions = old.map(({ id }) => id);
  const customers = [...new Set(old.map(({ customerId }) => customerId))].filter((id) =>
    isNothingElseLeft(scene, id, sessions),
  );
  const forgotten = { chats: sessions.length, customers: customers.length };
  if (sessions.length === 0) return decided([], forgotten);
  return decided([{ kind: "erased", customers, sessions, at: scene.now }], forgotten);
}

function isNothingElseLeft(scene: Scene, id: CustomerId, going: readonly SessionId[]): boolean {
  return scene.chatsOf(id)?.every((chat) => going.includes(chat)) === true;
}
