import type { CustomerId } from "#domain/ids.ts";
import type { Drafts as KeptDrafts } from "#link/drafts.ts";
import { createStore, type Store } from "../store.ts";

/** Unsent words to customers, kept through reloads, and watched by whoever shows them. */
export interface Drafts {
  read(customerId: CustomerId): string;
  write(customerId: CustomerId, text: string): void;
  /** Changes with every draft. */
  changes: Store<number>;
}

/** Drafts that tell when they change. */
export function watchDrafts(kept: KeptDrafts): Drafts {
  const changes = createStore(0);
  const texts = new Map<CustomerId, string>();

  function read(customerId: CustomerId): string {
    const text = texts.get(customerId) ?? kept.read(customerId);
    texts.set(customerId, text);
    return text;
  }

  return {
    read,
    write(customerId, text) {
      if (read(customerId) === text) return;
      texts.set(customerId, text);
      kept.write(customerId, text);
      changes.update((count) => count + 1);
    },
    changes,
  };
}
