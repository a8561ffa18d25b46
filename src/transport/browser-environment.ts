import type { Instant, Millis } from "#domain/model/instant.ts";

/** The part of the browser's `Storage` that is used. */
export type BrowserStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The part of the Web Locks API that is used. */
export interface WebLocks {
  request(name: string, options: { signal: AbortSignal }, work: () => Promise<unknown>): Promise<unknown>;
}

/** Everything around this room that has a will of its own: time, chance, the network, the browser and its other tabs. */
export interface BrowserEnvironment {
  now(): Instant;
  /** Runs `work` once, `ms` from now; the answer calls it off. */
  after(ms: Millis, work: () => void): () => void;
  /** From 0 to just below 1. */
  random(): number;
  /** Begins to open a socket. */
  openWebSocket(url: string): WebSocket;
  /** What the browser believes. It may be wrong both ways, so it only chooses words and moments, never whether to try. */
  online(): boolean;
  /** Calls `changed` when the network comes or goes or the page is looked at again. */
  onNetworkOrVisibilityChange(changed: () => void): void;
  /** Throws where storage is blocked. */
  storage(): BrowserStorage;
  /** Calls `changed` when another tab has stored something. */
  onStorageChange(changed: () => void): void;
  /** A signal that is given after `ms`. */
  timeoutSignal(ms: Millis): AbortSignal;
  /** Missing in pages served without TLS and in old browsers. */
  locks: WebLocks | undefined;
}

/** The browser's own. */
export const browserEnvironment: BrowserEnvironment = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  openWebSocket: (url) => new WebSocket(url),
  online: () => navigator.onLine,
  onNetworkOrVisibilityChange(changed) {
    addEventListener("online", changed);
    addEventListener("offline", changed);
    document.addEventListener("visibilitychange", () => document.hidden || changed());
  },
  storage: () => localStorage,
  onStorageChange: (changed) => addEventListener("storage", changed),
  timeoutSignal: (ms) => AbortSignal.timeout(ms),
  locks: navigator.locks,
};
