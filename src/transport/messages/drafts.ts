import type { Instant } from "#domain/model/instant.ts";
import type { KeyedStorage } from "../storage/keyed-storage.ts";

/** Words somebody has typed and not sent. */
export interface Draft {
  at: Instant;
  text: string;
}

/** The words left unsent under `key`; empty when there are none, or when they are a day old. */
export function readDraft(storage: KeyedStorage<Draft>, key: string): string {
  return storage.read(key)?.text ?? "";
}

/** Remembers unsent words for a day; empty forgets them. */
export function saveDraft(storage: KeyedStorage<Draft>, key: string, text: string, now = Date.now()): void {
  storage.write(key, text === "" ? null : { at: now, text });
}
