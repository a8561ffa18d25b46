import { DAY, type Instant, type Millis } from "#domain/instant.ts";
import type { SafeStorage } from "./safe-storage.ts";

/** How long unsent words are kept on somebody's device. */
export const KEPT_MS: Millis = DAY;

export interface Drafts {
  /** The words left unsent under `key`; empty when there are none, or when they are a day old. */
  read(key: string): string;
  /** Remembers them from now on; empty forgets them. */
  write(key: string, text: string): void;
}

/**
 * Unsent words, kept in the browser for 24 h so that they survive a reload.
 * @param prefix begins every storage key; name the organization in it
 */
export function createDrafts(storage: SafeStorage, prefix: string, now: () => Instant = Date.now): Drafts {
  function read(key: string): string {
    const [at = "", ...words] = (storage.read(key) ?? "").split(" ");
    if (now() - Number(at) < KEPT_MS) return words.join(" ");
    storage.remove(key);
    return "";
  }
  for (const key of storage.keys(prefix)) read(key);

  return {
    read: (key) => read(prefix + key),
    write(key, text) {
      if (text === "") storage.remove(prefix + key);
      else storage.write(prefix + key, `${now()} ${text}`);
    },
  };
}
