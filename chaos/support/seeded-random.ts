/** Reproducible random numbers: the same seed gives the same sequence. */
export interface SeededRandom {
  /** A number from 0 to just below 1. */
  next: () => number;
  /** A whole number from `low` to `high`, both included. */
  whole: (low: number, high: number) => number;
  /** `true` with this probability. */
  happens: (probability: number) => boolean;
  pick: <T>(from: readonly T[]) => T | null;
  /** Creates an independent sequence, so that one actor's draws do not change another's. */
  fork: (name: string) => SeededRandom;
}

const BITS = 2 ** 32;
/** The multiplier and the offset of FNV-1a, 32 bits (https://datatracker.ietf.org/doc/html/rfc9923). */
const FNV_PRIME = 0x01000193;
const FNV_OFFSET = 0x811c9dc5;

/**
 * Creates a generator from a 32-bit seed: a Weyl sequence and a mixing function. For choosing faults, not for
 * secrets.
 */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / BITS;
  }

  return {
    next,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    happens: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)] ?? null,
    fork: (name) => createSeededRandom(hash(`${seed}/${name}`)),
  };
}

function hash(text: string): number {
  let value = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, FNV_PRIME) >>> 0;
  return value;
}
