import type { UserVault } from "../auth/account/auth-deps.ts";
import type { Vault } from "../services/context.ts";
import { type Secrets, tokenHash } from "./secrets.ts";

/** The desk's vault over the deployment's secrets: a chatbot's token opens only for the company it was sealed for. */
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
