import type { CustomerId } from "#domain/model/ids.ts";
import { type Draft, saveDraft, readDraft } from "#transport/messages/drafts.ts";
import type { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import { createStore, type Store } from "../store.ts";

/** Unsent words to customers, kept through reloads, and watched by whoever shows them. */
export interface DraftStore {
  read(customerId: CustomerId): string;
  write(customerId: CustomerId, text: string): void;
  /** Changes with every draft. */
  changes: Store<number>;
}

/** Drafts that tell when they change. */
export function createDraftStore(shelf: KeyedStorage<Draft>): DraftStore {
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
      saveDraft(shelf, customerId, text);
      changes.update((count) => count + 1);
    },
    changes,
  };
}
