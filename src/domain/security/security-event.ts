import type { SignInFault, SignInMethod } from "./sign-in-result.ts";

/**
 * What whoever runs the machine wants to know of its doors: a line of the server's log each. It holds ids and places in
 * the program, never a name, a word or a secret. `from` is the caller's household of addresses, of which the log writes
 * only a mark.
 */
export type SecurityEvent =
  | { kind: "signed-in"; user: string; way: SignInMethod; from: string }
  | { kind: "sign-in-failed"; fault: SignInFault; from: string }
  /** Somebody's connections are closed: they signed out, were let go, or may do other things than before. */
  | { kind: "access-ended"; of: string }
  | { kind: "refused"; what: string; why: string; by: string; from: string }
  /** Told to come back later. */
  | { kind: "slowed"; what: string; from: string }
  /** A page that is not ours asked, or pretended to. */
  | { kind: "other-site"; what: string; origin: string; from: string }
  /** A chatbot's address led where none may lead. */
  | { kind: "address-blocked"; host: string };

/** Hears of each. */
export type LogSecurityEvent = (event: SecurityEvent) => void;
