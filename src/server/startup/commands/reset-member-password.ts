import { createPasswordResetLinkFor } from "../../auth/account/password-reset.ts";
import { randomToken, tokenHash } from "../../security/derived-keys.ts";
import { type Config, readConfig } from "../config.ts";
import { createAuthStore } from "../create-auth-store.ts";
import { openStoreBeside } from "../open-store.ts";
import { startFailureText } from "../start-failure-text.ts";

/**
 * `bun run member:reset ADDRESS`: prints a link with which the member with this email address chooses a new password.
 * A server may run meanwhile.
 */
const address = process.argv.slice(2).join(" ").trim();
const read = readConfig();
if (address === "") fail("Give the member's email address: bun run member:reset ADDRESS");
else if ("problem" in read) fail(read.problem);
else {
  const { config } = read;
  await reset(config).catch(async (error: unknown) => fail(await startFailureText(error, config)));
}

async function reset(config: Config): Promise<void> {
  await using store = await openStoreBeside(config);
  const link = await createPasswordResetLinkFor(
    {
      store: createAuthStore(store),
      newId: () => Bun.randomUUIDv7(),
      newToken: randomToken,
      hash: tokenHash,
      publicUrl: config.publicUrl,
    },
    address,
  );
  if (link === null) fail(`No member of a team has the address ${address}. Removed members can be restored.`);
  else process.stdout.write(`${link}\nIt works once within an hour. Two-step sign-in stays on.\n`);
}

function fail(problem: string): void {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
