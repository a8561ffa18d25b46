import {
  type BuildVersion,
  createNextBuild,
  type NextBuild,
  readBuildVersion,
} from "../../deployment/next-build.ts";
import type { Instance } from "../../deployment/instance.ts";
import { addCustomersAndAgents } from "../../steps/add-customers-and-agents.ts";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { sendDuring } from "../../steps/send-from-everyone.ts";
import type { Run, Scenario } from "../../testbed/scenario.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

type Build = BuildVersion & Pick<NextBuild, "tree">;

const CHATS = 10;
const SPEED = 4;
const SEND_EVERY_MS = 100;
const REPLACED = "build replaced";
const REFUSED = "older build refused";

/** Builds of several versions are started on one database, one after the other and beside each other. */
export const olderBuild: Scenario = {
  name: "older-build",
  promise:
    "a newer build migrates the database while older ones go on where its migration is safe, and an older one is refused in one line where it is not",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  run: runOlderBuild,
};

async function runOlderBuild(run: Run): Promise<void> {
  using safe = createNextBuild(run.tree, "7.1.0", true);
  using unsafe = createNextBuild(safe.tree, "8.0.0", false);
  const isSingle = run.db === "sqlite";
  await using testbed = await openTestbed(
    { ...run, instances: isSingle ? 1 : 2 },
    { organizations: 1, capacity: 50, speed: SPEED },
  );
  run.faults.plan(REPLACED, 5);
  run.faults.plan(REFUSED, 2);
  await addCustomersAndAgents(testbed, { chats: CHATS, tabsEach: 1, agents: 2 });
  await sendDuring(testbed, SEND_EVERY_MS, deploy(testbed, safe, unsafe));
  // Agents whose instance is replaced are away for a moment, and may lose a chat to another.
  await healAndCheck(testbed, { mayRefuse: ["held-by-other"] });
}

/** Deploys one instance after the other, as an operator does, while everybody sends. */
async function deploy(testbed: Testbed, safe: NextBuild, unsafe: NextBuild): Promise<void> {
  const { run, deployment } = testbed;
  const present = { tree: run.tree, ...readBuildVersion(run.tree) };
  const [first, last = first] = deployment.instances;
  if (first === undefined || last === undefined) return;
  await replace(run, first, safe, "SIGTERM");
  // The one from before may start again: on Postgres beside the newer one, on SQLite after it.
  await replace(run, last, present);
  await replace(run, last, safe);

  const before = first.printed().length;
  await replace(run, first, unsafe);
  const said = first.printed().slice(before);
  if (last !== first && !saysWhatToStop(said, safe, unsafe))
    run.counters.count("unsaid", `which instances have to stop: ${said}`);
  await last.end("SIGKILL");
  for (const older of [safe, present]) await checkRefused(run, last, older, unsafe);
  await replace(run, last, unsafe);
}

/**
 * Replaces a build. One that is stopped with SIGTERM takes five seconds to move its clients; killed, it loses no more.
 */
async function replace(
  run: Run,
  instance: Instance,
  { tree }: Pick<Build, "tree">,
  signal: NodeJS.Signals = "SIGKILL",
): Promise<void> {
  await instance.end(signal);
  instance.install(tree);
  await instance.start();
  run.faults.applied(REPLACED);
}

/** The older build must exit, with one line that names both versions and a way out. */
async function checkRefused(run: Run, instance: Instance, older: Build, newer: BuildVersion): Promise<void> {
  instance.install(older.tree);
  const said = await instance.startRefused();
  run.faults.applied(REFUSED);
  if (said === null) {
    run.counters.count("unhealthy", `${nameOf(older)} has started on the database of ${nameOf(newer)}`);
    await instance.end("SIGTERM");
    return;
  }
  const [line = "", ...others] = said;
  const isRight =
    others.length === 0 &&
    /^Switchboard cannot start: DATA(?:_DIR|BASE_URL): /.test(line) &&
    [nameOf(older), nameOf(newer), `Start version ${newer.version} or newer`].every((part) =>
      line.includes(part),
    );
  if (!isRight) run.counters.count("unsaid", `why ${nameOf(older)} does not start: ${said.join(" / ")}`);
}

function saysWhatToStop(said: string, older: BuildVersion, newer: BuildVersion): boolean {
  const lines = said.split("\n").filter((line) => line.includes("warning: the database has been migrated"));
  const [line = ""] = lines;
  return (
    lines.length === 1 && line.includes(nameOf(newer)) && line.includes(`stop those of ${nameOf(older)}`)
  );
}

function nameOf({ version, schemaNo }: BuildVersion): string {
  return `version ${version} (schema ${schemaNo})`;
}
