import type { Instant } from "../model/instant.ts";

/** How a member's sign-in is guarded. */
export interface SecondStepView {
  on: boolean;
  /** Recovery codes that have not been used. */
  recoveryCodesLeft: number;
  /** Whether the company requires it. */
  required: boolean;
}

/** A place where a member is signed in. */
export interface LoginView {
  id: string;
  /** As the browser named itself when they signed in; may be empty. */
  userAgent: string;
  signedInAt: Instant;
  /** When it was last used, to some minutes. */
  usedAt: Instant;
  /** Whether it is the one that asks. */
  isThis: boolean;
}
