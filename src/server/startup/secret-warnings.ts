import { looksRandom } from "#domain/security/random-text.ts";
import { findSecretMark, storeSecretMark } from "../db/instances/deployment.ts";
import { listSealedSecrets } from "../db/security/sealed-secrets.ts";
import type { Store } from "../db/store/store.ts";
import type { DerivedKeys } from "../security/derived-keys.ts";
import { botTokenContext, secondStepContext } from "../security/vault.ts";

const PUT_BACK =
  "put the former secret behind the present one (APP_SECRET=NEW,OLD, or a second line in the file app-secret of DATA_DIR) and restart";

/**
 * What the operator should know about the secret, a line each: whether it is another than at the last start, and what it
 * does not decrypt. Remembers it for the next start.
 */
export async function secretWarnings(store: Store, secrets: DerivedKeys): Promise<string[]> {
  const before = await findSecretMark(store);
  const [present] = secrets.marks;
  if (present !== undefined && present !== before)
    await store.transact((writer) => storeSecretMark(writer, present));
  const isOther = before !== null && !secrets.marks.includes(before);
  const unopened = await countUnopened(store, secrets);
  if (unopened.tokens + unopened.secondSteps > 0)
    return [
      `APP_SECRET does not decrypt ${unopenedText(unopened)} of this database, which another secret encrypted. To mend it, ${PUT_BACK}; or enter the tokens and set up the second steps anew in the app, where recovery codes still work.`,
    ];
  return isOther
    ? [
        `APP_SECRET is not the one of the last start, so everybody has to sign in again. If that was not meant, ${PUT_BACK}.`,
      ]
    : [];
}

/** Whether a secret that somebody wrote into the file by hand is a poor one; configured ones are checked before. */
export function secretFileWarnings(secrets: readonly string[], dataDir: string): string[] {
  const [newest = ""] = secrets;
  return looksRandom(newest)
    ? []
    : [
        `the first line of app-secret in DATA_DIR ${dataDir} is not random. Make one with \`openssl rand -base64 32\`, put it in front, and run \`bun run keys:rotate\`.`,
      ];
}

interface Unopened {
  tokens: number;
  secondSteps: number;
}

async function countUnopened(store: Store, secrets: DerivedKeys): Promise<Unopened> {
  const count: Unopened = { tokens: 0, secondSteps: 0 };
  for await (const { kind, owner, sealed } of listSealedSecrets(store)) {
    const isToken = kind === "chatbot-token";
    const context = isToken ? botTokenContext(owner) : secondStepContext(owner);
    if (secrets.open(sealed, context) !== null) continue;
    if (isToken) count.tokens += 1;
    else count.secondSteps += 1;
  }
  return count;
}

function unopenedText({ tokens, secondSteps }: Unopened): string {
  const parts = [
    ...(tokens > 0 ? [`${tokens} chatbot ${tokens === 1 ? "token" : "tokens"}`] : []),
    ...(secondSteps > 0 ? [`${secondSteps} second ${secondSteps === 1 ? "step" : "steps"}`] : []),
  ];
  return parts.join(" and ");
}
