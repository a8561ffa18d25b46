import { compose, openMachine, openStore } from "./startup/compose.ts";
import { readConfig, type Config } from "./startup/config.ts";
import { keepTime, succeedSilent } from "./services/instances/scheduler.ts";
import { type Listening, listen, PortTaken } from "./http/listen.ts";
import { loadStaticAssets } from "./http/pages/static-assets.ts";
import { createLog, describeError, type Log } from "./startup/log.ts";
import { closeSocketsOf, type Doors, openDoors } from "./startup/http-server.ts";
import type { Gone } from "./events/peers/revoked-access.ts";
import type { House } from "./startup/compose.ts";

/** How long clients are given to move to another connection when the process is asked to go. */
const DRAIN_MS = 5_000;
/** How long a running answer of the chatbot may take from then; what is left is another machine's, or the next start's. */
const LAST_WORDS_MS = 8_000;
const DIST = `${import.meta.dir}/../../dist`;

const log = createLog((text) => process.stdout.write(text), Date.now);
const read = readConfig();
if ("problem" in read) stopBoot(read.problem);
else await run(read.config).catch((error: unknown) => stopBoot(bootProblem(error)));

async function run(config: Config): Promise<void> {
  const store = await openStore(config);
  let doors: Doors | null = null;
  const around = {
    now: Date.now,
    chance: Math.random,
    newId: () => Bun.randomUUIDv7(),
    report: (what: string, error: unknown) => log(`error: ${what}: ${describeError(error)}`),
    note: log,
    disconnect: (gone: Gone) => doors && closeSocketsOf(doors.sockets, gone),
  };
  const house = await compose(config, store, around, openMachine(config, around));
  await house.heart.beat();
  // SQLite belongs to one process, so whoever was here before is gone: their turns run again, their members are away.
  if (store.dialect === "sqlite") await succeedSilent(house.desk, 0);

  doors = openDoors(config, house, await loadStaticAssets(DIST), Math.random);
  const listening = listen(doors.app, { port: config.port, hostname: "0.0.0.0" });
  const time = new AbortController();
  const keeping = keepTime(house, time.signal);
  log(`listening on ${config.publicUrl}`);
  await sayHowToBegin(config, house);

  const stop = onceAsked(async () => {
    await drain({ house, doors, listening, log }, time, keeping);
    process.exit(0);
  });
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

async function sayHowToBegin({ publicUrl }: Config, { accounts }: House): Promise<void> {
  const link = await accounts.printSetUpLink();
  const lines =
    link === null
      ? [`Switchboard is running: ${publicUrl}`]
      : ["Switchboard is running. Open this link to set it up (valid for 60 minutes, works once):", "", link];
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join("\n")}\n\n`);
}

interface Running {
  house: House;
  doors: Doors | null;
  listening: Listening;
  log: Log;
}

/** Leaves in order: no new sockets, everybody told to reconnect, running answers finished, the database closed. */
async function drain(
  { house, doors, listening, log: say }: Running,
  time: AbortController,
  keeping: Promise<void>,
) {
  say("stopping: telling clients to reconnect");
  const lastWords = Promise.race([house.bots.idle(), Bun.sleep(LAST_WORDS_MS)]);
  await doors?.sockets.drain(DRAIN_MS);
  await lastWords;
  time.abort();
  await Promise.all([keeping, house.positions.idle()]);
  await listening.stop();
  await house.heart.stop();
  await house.wire.close();
  await house.store.close();
  say("stopped");
}

/** The first signal stops in order, the second at once. */
function onceAsked(stop: () => Promise<void>): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) process.exit(1);
    isAsked = true;
    void stop().catch((error: unknown) => stopBoot(describeError(error)));
  };
}

function bootProblem(error: unknown): string {
  return error instanceof PortTaken || error instanceof Error ? error.message : describeError(error);
}

function stopBoot(problem: string): never {
  process.stderr.write(`Switchboard cannot start: ${problem}\n`);
  process.exit(1);
}
