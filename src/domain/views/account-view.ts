import type { OrgId } from "../model/ids.ts";
import type { Role } from "../model/member.ts";
import type { Instant } from "../model/instant.ts";

/** The second step of a member's sign-in. */
export interface SecondStepView {
  on: boolean;
  /** Whether codes of the app can be checked: `false` after the server's key was replaced. */
  isReadable: boolean;
  /** Unused recovery codes. */
  recoveryCodesLeft: number;
  /** Whether one of the account's organizations requires it. */
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

/** An account and its companies. */
export interface OwnCompaniesView {
  name: string;
  email: string;
  companies: readonly CompanyEntry[];
}

/** One of an account's companies. */
export interface CompanyEntry {
  id: OrgId;
  name: string;
  role: Role;
}
