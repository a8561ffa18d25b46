import type { OrgId } from "#domain/model/ids.ts";
import type { Instant, Millis } from "#domain/model/instant.ts";
import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import type { AuthStore } from "../store/auth-store-types.ts";
import type { RevokedMember } from "../../events/peers/revoked-access.ts";
import type { PasswordCost } from "../passwords/password-hasher.ts";
import type { WarnOnce } from "../../limits/warn-once.ts";
import type { UserVault } from "../../security/vault.ts";

/** The dependencies of authentication. Built once, in `compose.ts`. */
export interface AuthDeps {
  store: AuthStore;
  /** The clock of the process, for logins. Links expire by the store's clock. */
  now: () => Instant;
  /** Milliseconds since some moment, whatever the clock is set to: for limits. */
  monotonicNow: () => Millis;
  /** Creates a random id without a prefix. */
  newId: () => string;
  /** Creates a token of 256 random bits. */
  newToken: () => string;
  /** Hashes a token for storage. */
  hash: (token: string) => string;
  /** What a password's hash costs, if not what is prescribed. */
  passwordCost?: PasswordCost | undefined;
  /** Encrypts the secrets of second steps, each of them bound to its user. */
  userVault: UserVault;
  /** The key that signs the cookie. */
  signInKey: string;
  publicUrl: string;
  /** Every origin of this deployment. */
  origins: readonly string[];
  isPublicAddress: boolean;
  /** The operator's own token for the first set-up, if one is configured. */
  setupToken: string | null;
  rateLimits: "on" | "off";
  /** Records that the members of a company have changed, so that every open screen reloads them. */
  recordMembersChanged: (orgId: OrgId) => Promise<void>;
  /** Reports a failure in the background, where no caller waits for it. */
  report: (what: string, error: unknown) => void;
  /** Tells the operator what is theirs to mend. */
  warnOnce: WarnOnce;
  /** Logs successful and failed sign-ins. */
  logSecurityEvent: LogSecurityEvent;
  /** Closes the connections of a member whose rights have just ended or changed. */
  disconnect: (revoked: RevokedMember) => void;
}
