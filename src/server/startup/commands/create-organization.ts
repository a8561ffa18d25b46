import { compose } from "../compose.ts";
import { readConfig } from "../config.ts";
import { NO_PEER_CHANNEL } from "../../events/peers/peer-channel.ts";
import { describeError } from "../log.ts";
import { openStore } from "../open-store.ts";
import { startFailureText } from "../start-failure-text.ts";

/**
 * `bun run organization:create NAME`: creates another company on this deployment, and prints the link for its first
 * admin.
 */
const name = process.argv.slice(2).join(" ").trim();
const read = readConfig();
if (name === "") fail("Give the company's name: bun run organization:create NAME");
else if ("problem" in read) fail(read.problem);
else {
  const { config } = read;
  await create(config).catch(async (error: unknown) => fail(await startFailureText(error, config)));
}

async function create(config: Parameters<typeof openStore>[0]): Promise<void> {
  await using store = await openStore(config);
  const runtime = {
    now: Date.now,
    monotonicNow: () => performance.now(),
    random: Math.random,
    newId: () => Bun.randomUUIDv7(),
    report: (what: string, error: unknown) => process.stderr.write(`${what}: ${describeError(error)}\n`),
    writeLogLine() {},
    disconnect() {},
  };
  // Nobody subscribes to a company that is just being created, so nobody has to be notified.
  const { auth } = await compose(config, store, runtime, {
    instanceId: runtime.newId(),
    peerChannel: NO_PEER_CHANNEL,
  });
  const link = await auth.addOrganization(name);
  process.stdout.write(`${link}\n`);
}

function fail(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
