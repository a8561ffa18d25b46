import type { Vault } from "./desk/desk.ts";
import { type Secrets, tokenHash } from "./secrets.ts";

/** The desk's vault over the deployment's secrets: a chatbot's token opens only for the company it was sealed for. */
export function createVault(secrets: Secrets): Vault {
  return {
    seal: (orgId, secret) => secrets.seal(secret, place(orgId)),
    open(orgId, sealed) {
      const text = secrets.open(sealed, place(orgId));
      if (text === null) throw new Error("The chatbot's token does not open: was APP_SECRET replaced?");
      return text;
    },
    visitorTokens: secrets.visitorTokens,
    hash: tokenHash,
  };
}

function place(orgId: string): string {
  return `organization/${orgId}/chatbot-token`;
}
