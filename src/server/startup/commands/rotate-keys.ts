import { readConfig, type Config } from "../config.ts";
import { describeError } from "../log.ts";
import { resealSecrets } from "./reseal-secrets.ts";
import { appSecretsOf, createSecrets } from "../../security/secrets.ts";
import { openStoreBeside } from "../open-store.ts";

/** `bun run keys:rotate`: reseals all encrypted values with the newest APP_SECRET. */
const NAMES = { "chatbot-token": "the chatbot's token of", "second-step": "the second step of" };

const read = readConfig();
if ("problem" in read) fail(read.problem);
else
  await rotate(read.config).catch((error: unknown) =>
    fail(error instanceof Error ? error.message : describeError(error)),
  );

async function rotate(config: Config): Promise<void> {
  await using store = await openStoreBeside(config);
  const { renewed, current, unopened } = await resealSecrets(
    store,
    createSecrets(await appSecretsOf(config)),
  );
  process.stdout.write(`sealed anew by the newest secret: ${renewed}\nsealed by it already: ${current}\n`);
  if (unopened.length === 0) {
    process.stdout.write("The older secrets are needed by nothing that is encrypted.\n");
    return;
  }
  for (const { kind, owner } of unopened)
    process.stderr.write(`not opened, left as it is: ${NAMES[kind]} ${owner}\n`);
  fail("Add the secret that these were sealed by to APP_SECRET, behind the others, and run this again.");
}

function fail(problem: string): void {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
