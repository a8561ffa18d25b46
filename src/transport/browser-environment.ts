import type { Instant, Millis } from "#domain/model/instant.ts";

/** The part of the browser's `Storage` that is used. */
export type BrowserStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The part of the Web Locks API that is used. */
export interface Locks {
  request(name: string, options: { signal: AbortSignal }, work: () => Promise<unknown>): Promise<unknown>;
}

/** Everything around this room that has a will of its own: time, chance, the network, the browser and its other tabs. */
export interface World {
  now(): Instant;
  /** Runs `work` once, `ms` from now; the answer calls it off. */
  after(ms: Millis, work: () => void): () => void;
  /** From 0 to just below 1. */
  random(): number;
  /** Begins to open a socket. */
  dial(url: string): WebSocket;
  /** What the browser believes. It may be wrong both ways, so it only chooses words and moments, never whether to try. */
  online(): boolean;
  /** Calls `changed` when the network comes or goes or the page is looked at again. */
  onLook(changed: () => void): void;
  /** Throws where storage is blocked. */
  storage(): BrowserStorage;
  /** Calls `changed` when another tab has stored something. */
  onStored(changed: () => void): void;
  /** A signal that is given after `ms`. */
  signalAfter(ms: Millis): AbortSignal;
  /** Missing in pages served without TLS and in old browsers. */
  locks: Locks | undefined;
}

/** The browser's own. */
export const browserWorld: World = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  dial: (url) => new WebSocket(url),
  online: () => navigator.onLine,
  onLook(changed) {
    addEventListener("online", changed);
    addEventListener("offline", changed);
    document.addEventListener("visibilitychange", () => document.hidden || changed());
  },
  storage: () => localStorage,
  onStored: (changed) => addEventListener("storage", changed),
  signalAfter: (ms) => AbortSignal.timeout(ms),
  locks: navigator.locks,
};
