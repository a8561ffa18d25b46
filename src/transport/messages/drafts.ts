import type { Instant } from "#domain/model/instant.ts";
import type { KeyedStorage } from "../storage/keyed-storage.ts";

/** A text that has been typed and not sent. */
export interface Draft {
  at: Instant;
  text: string;
}

/** Reads the draft under `key`; empty if there is none, or if it is a day old. */
export function readDraft(storage: KeyedStorage<Draft>, key: string): string {
  return storage.read(key)?.text ?? "";
}

/** Stores a draft for a day. An empty text removes it. */
export function saveDraft(storage: KeyedStorage<Draft>, key: string, text: string, now = Date.now()): void {
  storage.write(key, text === "" ? null : { at: now, text });
}
