import type { Instant, Millis } from "#domain/model/instant.ts";

/** The part of the browser's `Storage` that we use. */
export type BrowserStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The part of the Web Locks API that we use. */
export interface WebLocks {
  request(name: string, options: { signal: AbortSignal }, work: () => Promise<unknown>): Promise<unknown>;
}

/**
 * The parts of the browser that the transport needs, replaceable in tests: time, randomness, network, storage and
 * other tabs.
 */
export interface BrowserEnvironment {
  now(): Instant;
  /** Runs `work` once after `ms`. The returned function cancels it. */
  after(ms: Millis, work: () => void): () => void;
  /** Returns a number from 0 to just below 1. */
  random(): number;
  /** Starts opening a socket. */
  openWebSocket(url: string): WebSocket;
  /**
   * The browser's guess about the network, which is often wrong. It may change texts and timing, but not whether to
   * try.
   */
  online(): boolean;
  /** Calls `changed` when the network state changes or the page becomes visible. */
  onNetworkOrVisibilityChange(changed: () => void): void;
  /** Returns the storage. Throws if it is blocked. */
  storage(): BrowserStorage;
  /** Calls `changed` when another tab has stored something. */
  onStorageChange(changed: () => void): void;
  /** Returns a signal that aborts after `ms`. */
  timeoutSignal(ms: Millis): AbortSignal;
  /** Undefined in pages served without TLS and in old browsers. */
  locks: WebLocks | undefined;
}

/** The environment of a real browser. */
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
