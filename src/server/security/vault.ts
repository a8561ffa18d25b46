import type { OrgId } from "#domain/model/ids.ts";
import { type Secrets, tokenHash } from "./secrets.ts";

/** Encrypts what belongs to one user; it opens for no other. */
export interface UserVault {
  seal(userId: string, secret: string): string;
  /** @throws when the seal is broken or belongs elsewhere */
  open(userId: string, sealed: string): string;
}

/** The company's secrets, sealed for the database and bound to where they belong. */
export interface Vault {
  seal(orgId: OrgId, secret: string): string;
  /** @throws when the seal is broken or belongs elsewhere */
  open(orgId: OrgId, sealed: string): string;
  /** The token a visitor is known by: the same for the same key. One for each app secret, newest first. */
  customerTokens(orgId: OrgId, key: string): readonly [string, ...string[]];
  /** As tokens are stored. */
  hash(token: string): string;
}

/** The vault of companies' secrets over the deployment's own: a chatbot's token opens only for the company it was sealed for. */
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

/** The same for the secrets of second steps, each for its user. */
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

/** What a chatbot's token is bound to. */
export function botTokenContext(orgId: string): string {
  return `organization/${orgId}/chatbot-token`;
}

/** What the secret of a second step is bound to. */
export function secondStepContext(userId: string): string {
  return `user/${userId}/second-step`;
}
