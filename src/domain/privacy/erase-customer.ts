import { decided, refused, type Decision } from "../model/decision.ts";
import type { CustomerId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";

/** The number of rows that an erasure deleted, by kind. */
export interface ErasedCount {
  chats: number;
}

/**
 * Erases a customer with all their chats. An active chat is deleted without being ended first.
 *
 * @returns refuses `customer-unknown`
 */
export function decideEraseCustomer(scene: Scene, id: CustomerId): Decision<ErasedCount> {
  const sessions = scene.chatsOf(id);
  if (sessions === null) return refused("customer-unknown", { chats: 0 });
  const erased = { kind: "erased", customers: [id], sessions, at: scene.now } as const;
  return decided([erased], { chats: sessions.length });
}
