import { type Instant, type Millis, SECOND } from "#domain/instant.ts";

/** Kinds of announcements that would be a nuisance if each were said. */
export type Nuisance = "typing" | "position";

const EVERY_MS: Record<Nuisance, Millis> = { typing: 10 * SECOND, position: 15 * SECOND };

/**
 * Decides what is said aloud: typing at most every 10 s, a changed place in line at most every 15 s.
 *
 * @returns whether to say it now
 */
export function createManners(): (kind: Nuisance, now: Instant) => boolean {
  const saidAt: Partial<Record<Nuisance, Instant>> = {};
  return (kind, now) => {
    if (now - (saidAt[kind] ?? -Infinity) < EVERY_MS[kind]) return false;
    saidAt[kind] = now;
    return true;
  };
}
