import { runBackground } from "./startup/background.ts";
import { compose } from "./startup/compose.ts";
import { readConfig, type Config } from "./startup/config.ts";
import { clockSetText, createClockWatch } from "./startup/clock-log.ts";
import { configWarnings } from "./startup/config-warnings.ts";
import { type Listening, listen } from "./http/listen.ts";
import { loadStaticAssets } from "./http/pages/static-assets.ts";
import { createLog, describeError, type Log } from "./startup/log.ts";
import { type HttpServer, createHttpServer } from "./startup/http-server.ts";
import type { RevokedAccess } from "./events/peers/revoked-access.ts";
import type { Composition } from "./startup/compose.ts";
import { takeOverDeadInstances } from "./services/instances/take-over-dead-instances.ts";
import { openStore } from "./startup/open-store.ts";
import { secretWarnings } from "./startup/secret-warnings.ts";
import { startFailureText } from "./startup/start-failure-text.ts";
import { openInstance } from "./startup/open-instance.ts";
import { closeRevokedSockets } from "./startup/close-revoked-sockets.ts";

/** The time that clients have to move to another connection when the process shuts down. */
const DRAIN_MS = 5_000;
/**
 * The time that a running answer of the chatbot then has. An unfinished turn is taken over by another instance, or at
 * the next start.
 */
const FINISH_ANSWERS_MS = 8_000;
const CLOCK_WATCH_MS = 1_000;
const DIST = `${import.meta.dir}/../../dist`;

const writeLine = createLog((text) => process.stdout.write(text), Date.now);
const warn = (text: string) => writeLine(`warning: ${text}`);
const read = readConfig();
if ("problem" in read) stopBoot(read.problem);
else {
  const { config } = read;
  await run(config).catch(async (error: unknown) => stopBoot(await startFailureText(error, config)));
}

async function run(config: Config): Promise<void> {
  for (const text of configWarnings(config)) warn(text);
  const store = await openStore(config, warn);
  let httpServer: HttpServer | null = null;
  const runtime = {
    now: Date.now,
    monotonicNow: () => performance.now(),
    random: Math.random,
    newId: () => Bun.randomUUIDv7(),
    report: (what: string, error: unknown) => writeLine(`error: ${what}: ${describeError(error)}`),
    writeLogLine: writeLine,
    disconnect: (revoked: RevokedAccess) => httpServer && closeRevokedSockets(httpServer.sockets, revoked),
  };
  const composition = await compose(config, store, runtime, openInstance(config, runtime));
  await composition.heartbeat.beat();
  // SQLite belongs to one process, so the previous one has ended. Its turns run again, and its members are
  // disconnected.
  if (store.dialect === "sqlite") await takeOverDeadInstances(composition.services, 0);

  httpServer = createHttpServer(config, composition, await loadStaticAssets(DIST), Math.random);
  const listening = listen(httpServer.app, { port: config.port, hostname: "0.0.0.0" });
  const shutdown = new AbortController();
  const clockStep = createClockWatch(runtime);
  setInterval(() => {
    const stepMs = clockStep();
    if (stepMs !== 0) warn(clockSetText(stepMs));
  }, CLOCK_WATCH_MS).unref();
  const background = runBackground(composition, shutdown.signal);
  // Before anything is printed: whoever waits for that may stop the server at once.
  const stop = stopOnSignal(async () => {
    await drain({ composition, httpServer, listening, log: writeLine }, shutdown, background);
    process.exit(0);
  });
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  writeLine(`listening on ${config.publicUrl}`);
  await printFirstSteps(config, composition);
  // Behind the start: it looks at every encrypted value.
  void secretWarnings(store, composition.secrets)
    .then((lines) => lines.forEach(warn))
    .catch((error: unknown) => runtime.report("checking the secret", error));
}

async function printFirstSteps({ publicUrl }: Config, { auth }: Composition): Promise<void> {
  const link = await auth.createSetUpLink();
  const lines =
    link === null
      ? [`Switchboard is running: ${publicUrl}`]
      : ["Switchboard is running. Open this link to set it up (valid for 60 minutes, works once):", "", link];
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join("\n")}\n\n`);
}

interface RunningServer {
  composition: Composition;
  httpServer: HttpServer | null;
  listening: Listening;
  log: Log;
}

/**
 * Shuts down in order: refuses new sockets, asks clients to reconnect, finishes running answers, closes the database.
 */
async function drain(
  { composition, httpServer, listening, log }: RunningServer,
  shutdown: AbortController,
  background: Promise<void>,
) {
  log("stopping: telling clients to reconnect");
  const answersFinished = Promise.race([composition.botRunner.idle(), Bun.sleep(FINISH_ANSWERS_MS)]);
  await httpServer?.sockets.drain(DRAIN_MS);
  await answersFinished;
  shutdown.abort();
  await Promise.all([background, composition.queuePositions.idle()]);
  await listening.stop();
  // With a full disk, or a database that is away, the rest is stopped all the same; others take over ten seconds later.
  await composition.heartbeat
    .stop()
    .catch((error: unknown) => composition.services.report("recording that this instance has ended", error));
  await composition.peerChannel.close();
  await composition.store.close();
  log("stopped");
}

/** Calls `stop` on the first signal. The second signal exits at once. */
function stopOnSignal(stop: () => Promise<void>): () => void {
  let isStopping = false;
  return () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void stop().catch((error: unknown) =>
      exitWith(`Switchboard has not stopped in order: ${describeError(error)}`),
    );
  };
}

function stopBoot(problem: string): never {
  exitWith(`Switchboard cannot start: ${problem}`);
}

function exitWith(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
