import type { OrgId } from "#domain/model/ids.ts";
import { type Secrets, tokenHash } from "./secrets.ts";

/** Encrypts secrets of users, each bound to its user. */
export interface UserVault {
  seal(userId: string, secret: string): string;
  /** @throws when it was altered or sealed in another context */
  open(userId: string, sealed: string): string;
}

/** The company's secrets, encrypted for the database and bound to their context. */
export interface Vault {
  seal(orgId: OrgId, secret: string): string;
  /** @throws when it was altered or sealed in another context */
  open(orgId: OrgId, sealed: string): string;
  /** A customer's token: the same for the same key. One for each app secret, newest first. */
  customerTokens(orgId: OrgId, key: string): readonly [string, ...string[]];
  /** Hashes a token for storage. */
  hash(token: string): string;
}

/**
 * The vault of companies' secrets, by the deployment's keys: a chatbot's token opens only for the company it was sealed
 * for.
 */
export function createVault(secrets: Secrets): Vault {
  return {
    seal: (orgId, secret) => secrets.seal(secret, botTokenContext(orgId)),
    open(orgId, sealed) {
      const text = secrets.open(sealed, botTokenContext(orgId));
      if (text === null) throw new Error("The chatbot's token does not open: was APP_SECRET replaced?");
      return text;
    },
    customerTokens: secrets.customerTokens,
    hash: tokenHash,
  };
}

/** The same for the secrets of second steps, each bound to its user. */
export function createUserVault(secrets: Secrets): UserVault {
  return {
    seal: (userId, secret) => secrets.seal(secret, secondStepContext(userId)),
    open(userId, sealed) {
      const text = secrets.open(sealed, secondStepContext(userId));
      if (text === null) throw new Error("A second step's secret does not open: was APP_SECRET replaced?");
      return text;
    },
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
