import type { CustomerId } from "#domain/model/ids.ts";
import { type Draft, saveDraft, readDraft } from "#transport/messages/drafts.ts";
import type { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import { createStore, type Store } from "../store.ts";

/** Drafts to customers, kept across reloads. */
export interface DraftStore {
  read(customerId: CustomerId): string;
  write(customerId: CustomerId, text: string): void;
  /** A counter that increases with every change. */
  changes: Store<number>;
}

/** Creates an observable store of drafts. */
export function createDraftStore(storage: KeyedStorage<Draft>): DraftStore {
  const changes = createStore(0);
  // Reading all drafts also deletes the expired ones.
  storage.all();
  const texts = new Map<CustomerId, string>();

  function read(customerId: CustomerId): string {
    const text = texts.get(customerId) ?? readDraft(storage, customerId);
    texts.set(customerId, text);
    return text;
  }

  return {
    read,
    write(customerId, text) {
      if (read(customerId) === text) return;
      texts.set(customerId, text);
      saveDraft(storage, customerId, text);
      changes.update((count) => count + 1);
    },
    changes,
  };
}
