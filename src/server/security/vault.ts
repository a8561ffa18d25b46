import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { type DerivedKeys, tokenHash } from "./derived-keys.ts";

/** Encrypts secrets of users, each bound to its user. */
export interface UserVault {
  seal(userId: string, secret: string): string;
  /** Decrypts a secret; `null` if it was altered or sealed in another context, as after APP_SECRET was replaced. */
  open(userId: string, sealed: string): string | null;
}

/** Encrypts the company's secrets for the database, bound to their context. */
export interface Vault {
  seal(orgId: OrgId, secret: string): string;
  /** Decrypts a secret; `null` if it was altered or sealed in another context, as after APP_SECRET was replaced. */
  open(orgId: OrgId, sealed: string): string | null;
  /** Whether the secret of a user's second step can be decrypted. */
  opensSecondStep(userId: string, sealed: string): boolean;
  /** A customer's tokens for a key, the same every time. One for each app secret, newest first. */
  customerTokens(orgId: OrgId, key: string): readonly [string, ...string[]];
  /** Whether a mark was put into the address of the frame by the demo page, lately and for this company. */
  isDemoMark(orgId: OrgId, mark: string, now: Instant): boolean;
  /** Hashes a token for storage. */
  hash(token: string): string;
}

/**
 * Creates the vault of companies' secrets, with the deployment's keys. A chatbot's token opens only for the company
 * it was sealed for.
 */
export function createVault(secrets: DerivedKeys): Vault {
  return {
    seal: (orgId, secret) => secrets.seal(secret, botTokenContext(orgId)),
    open: (orgId, sealed) => secrets.open(sealed, botTokenContext(orgId)),
    opensSecondStep: (userId, sealed) => secrets.open(sealed, secondStepContext(userId)) !== null,
    customerTokens: secrets.customerTokens,
    isDemoMark: secrets.isDemoMark,
    hash: tokenHash,
  };
}

/** Creates the vault of second-step secrets. Each one opens only for the user it was sealed for. */
export function createUserVault(secrets: DerivedKeys): UserVault {
  return {
    seal: (userId, secret) => secrets.seal(secret, secondStepContext(userId)),
    open: (userId, sealed) => secrets.open(sealed, secondStepContext(userId)),
  };
}

/** The context of a chatbot's token. */
export function botTokenContext(orgId: string): string {
  return `organization/${orgId}/chatbot-token`;
}

/** The context of a second step's secret. */
export function secondStepContext(userId: string): string {
  return `user/${userId}/second-step`;
}
