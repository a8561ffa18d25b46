import { listSealedSecrets, replaceSeal, type SealedSecret } from "../db/security/sealed-secrets.ts";
import type { Store } from "../db/store/store.ts";
import type { DerivedKeys } from "../security/derived-keys.ts";
import { botTokenContext, secondStepContext } from "../security/vault.ts";

/** The result of resealing. */
export interface ResealResult {
  /** The number resealed with the newest secret. */
  renewed: number;
  /** The number that were already sealed with the newest secret. */
  current: number;
  /** Values that none of the secrets decrypts. They are left unchanged. */
  unopened: readonly Pick<SealedSecret, "kind" | "owner">[];
}

/**
 * Reseals all encrypted values with the newest secret, each in a transaction of its own, so that it can be
 * interrupted and repeated, and run beside a server. The server itself seals the values it changes with the newest
 * secret.
 *
 * @param secrets - newest first, as the server has them
 */
export async function resealSecrets(
  store: Store,
  secrets: DerivedKeys,
  page?: number,
): Promise<ResealResult> {
  let [renewed, current] = [0, 0];
  const unopened: Pick<SealedSecret, "kind" | "owner">[] = [];
  for await (const secret of listSealedSecrets(store, page)) {
    const { kind, owner, sealed } = secret;
    const context = contextOf(secret);
    const text = secrets.open(sealed, context);
    if (text === null) unopened.push({ kind, owner });
    else if (secrets.isNewest(sealed, context)) current += 1;
    else if (await store.transact((writer) => replaceSeal(writer, secret, secrets.seal(text, context))))
      renewed += 1;
    // Otherwise it has been changed since it was read, and sealed with the newest secret.
    else current += 1;
  }
  return { renewed, current, unopened };
}

function contextOf({ kind, owner }: SealedSecret): string {
  switch (kind) {
    case "chatbot-token":
      return botTokenContext(owner);
    case "second-step":
      return secondStepContext(owner);
  }
}
