import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import type { AuthStore } from "../store/auth-store.ts";
import type { RevokedAccess } from "../../events/peers/revoked-access.ts";
import type { UserVault } from "../../security/vault.ts";

/** Everything accounts stand on. Built once, in `compose.ts`. */
export interface AuthDeps {
  store: AuthStore;
  /** The process's clock: for logins and limits. Links live by the store's. */
  now: () => Instant;
  /** Random, without a noun. */
  newId: () => string;
  /** 256 random bits. */
  newToken: () => string;
  /** As tokens are stored. */
  hash: (token: string) => string;
  /** Keeps the secrets of second steps, each bound to its user. */
  userVault: UserVault;
  /** Signs the cookie. */
  signInKey: string;
  publicUrl: string;
  /** Every origin that is ours. */
  origins: readonly string[];
  isPublicAddress: boolean;
  /** The operator's own token for the first set-up, if they gave one. */
  setupToken: string | null;
  rateLimits: "on" | "off";
  /** Records that the members of a company have changed, so that every open screen asks again. */
  recordMembersChanged: (orgId: OrgId) => Promise<void>;
  /** Something failed where nobody waits for an answer. */
  report: (what: string, error: unknown) => void;
  /** Hears of who comes in, and who fails to. */
  logSecurityEvent: LogSecurityEvent;
  /** Closes the connections of somebody whose rights have just ended or changed. */
  disconnect: (gone: RevokedAccess) => void;
}
