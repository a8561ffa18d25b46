import { decided, refused, type Decision } from "../model/decision.ts";
import type { CustomerId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";

/** What an erasure took away. */
export interface ErasedCount {
  chats: number;
}

/**
 * A customer is forgotten with everything they said and were told. A chat that is open is not ended first: it is gone.
 *
 * @returns refuses `customer-unknown`
 */
export function decideEraseCustomer(scene: Scene, id: CustomerId): Decision<ErasedCount> {
  const sessions = scene.chatsOf(id);
  if (sessions === null) return refused("customer-unknown", { chats: 0 });
  const erased = { kind: "erased", customers: [id], sessions, at: scene.now } as const;
  return decided([erased], { chats: sessions.length });
}
