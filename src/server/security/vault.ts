import type { UserSeals } from "../auth/account/auth-deps.ts";
import type { Vault } from "../services/context.ts";
import { type Secrets, tokenHash } from "./secrets.ts";

/** The desk's vault over the deployment's secrets: a chatbot's token opens only for the company it was sealed for. */
export function createVault(secrets: Secrets): Vault {
  return {
    seal: (orgId, secret) => secrets.seal(secret, chatbotTokenOf(orgId)),
    open(orgId, sealed) {
      const text = secrets.open(sealed, chatbotTokenOf(orgId));
      if (text === null) throw new Error("The chatbot's token does not open: was APP_SECRET replaced?");
      return text;
    },
    visitorTokens: secrets.visitorTokens,
    hash: tokenHash,
  };
}

/** The same for the secrets of second steps, each for its user. */
export function createUserSeals(secrets: Secrets): UserSeals {
  return {
    seal: (userId, secret) => secrets.seal(secret, secondStepOf(userId)),
    open(userId, sealed) {
      const text = secrets.open(sealed, secondStepOf(userId));
      if (text === null) throw new Error("A second step's secret does not open: was APP_SECRET replaced?");
      return text;
    },
  };
}

/** What a chatbot's token is bound to. */
export function chatbotTokenOf(orgId: string): string {
  return `organization/${orgId}/chatbot-token`;
}

/** What the secret of a second step is bound to. */
export function secondStepOf(userId: string): string {
  return `user/${userId}/second-step`;
}
