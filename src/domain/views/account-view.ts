import type { Instant } from "../model/instant.ts";

/** The second step of a member's sign-in. */
export interface SecondStepView {
  on: boolean;
  /** Whether codes of the app can be checked: `false` after the server's key was replaced. */
  isReadable: boolean;
  /** Unused recovery codes. */
  recoveryCodesLeft: number;
  /** Whether the organization requires it. */
  required: boolean;
}

/** An active sign-in of a member. */
export interface LoginView {
  id: string;
  /** The `User-Agent` at sign-in; may be empty. */
  userAgent: string;
  signedInAt: Instant;
  /** When it was last used, accurate to a few minutes. */
  usedAt: Instant;
  /** Whether it is the sign-in that made the request. */
  isThis: boolean;
}
