import type { CustomerId } from "#domain/model/ids.ts";
import { type Draft, keepDraft, readDraft } from "#transport/messages/drafts.ts";
import type { Shelf } from "#transport/storage/keyed-storage.ts";
import { createStore, type Store } from "../store.ts";

/** Unsent words to customers, kept through reloads, and watched by whoever shows them. */
export interface Drafts {
  read(customerId: CustomerId): string;
  write(customerId: CustomerId, text: string): void;
  /** Changes with every draft. */
  changes: Store<number>;
}

/** Drafts that tell when they change. */
export function watchDrafts(shelf: Shelf<Draft>): Drafts {
  const changes = createStore(0);
  // Those nobody comes back to are forgotten here.
  shelf.all();
  const texts = new Map<CustomerId, string>();

  function read(customerId: CustomerId): string {
    const text = texts.get(customerId) ?? readDraft(shelf, customerId);
    texts.set(customerId, text);
    return text;
  }

  return {
    read,
    write(customerId, text) {
      if (read(customerId) === text) return;
      texts.set(customerId, text);
      keepDraft(shelf, customerId, text);
      changes.update((count) => count + 1);
    },
    changes,
  };
}
