import { readConfig, type Config } from "../config.ts";
import { resealSecrets } from "../reseal-secrets.ts";
import { appSecretsOf } from "../../security/app-secret-file.ts";
import { deriveKeys } from "../../security/derived-keys.ts";
import { openStoreBeside } from "../open-store.ts";
import { startFailureText } from "../start-failure-text.ts";

/** `bun run keys:rotate`: reseals all encrypted values with the newest APP_SECRET. */
const NAMES = { "chatbot-token": "the chatbot's token of", "second-step": "the second step of" };

const read = readConfig();
if ("problem" in read) fail(read.problem);
else {
  const { config } = read;
  await rotate(config).catch(async (error: unknown) => fail(await startFailureText(error, config)));
}

async function rotate(config: Config): Promise<void> {
  await using store = await openStoreBeside(config);
  const { renewed, current, unopened } = await resealSecrets(store, deriveKeys(await appSecretsOf(config)));
  process.stdout.write(`resealed with the newest secret: ${renewed}\nalready sealed with it: ${current}\n`);
  if (unopened.length === 0) {
    process.stdout.write("The older secrets are no longer needed.\n");
    return;
  }
  for (const { kind, owner } of unopened)
    process.stderr.write(`not decrypted, left unchanged: ${NAMES[kind]} ${owner}\n`);
  fail("Append the secret that encrypted these to APP_SECRET, after the others, and run this again.");
}

function fail(problem: string): void {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
