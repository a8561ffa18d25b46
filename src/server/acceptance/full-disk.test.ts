import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** In blocks of 1,024 bytes: enough to start and to chat a little. */
const ROOM_BLOCKS = 2_048;

/** Runs a script whose files may not grow beyond a size, which stands for a full disk; it answers with JSON. */
async function runOnSmallDisk(script: string, blocks: number): Promise<unknown> {
  const limited = `trap "" XFSZ; ulimit -f ${blocks}; exec "$0" -e "$1"`;
  // Bun keeps what it has compiled in files, too.
  const env = { ...process.env, BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0" };
  const run = Bun.spawn(["bash", "-c", limited, process.execPath, script], { env, stderr: "pipe" });
  const [out, err] = [await new Response(run.stdout).text(), await new Response(run.stderr).text()];
  await run.exited;
  return out === "" ? err : JSON.parse(out);
}

test("a server whose disk is full says that it is not ready, still reads, and is ready again with room", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "switchboard.db");
  const answers = await runOnSmallDisk(
    `
    const { Database } = await import("bun:sqlite");
    const { openSqlite } = await import("${import.meta.dir}/../db/store/dialects/sqlite.ts");
    const { startTestServer } = await import("${import.meta.dir}/../testing/test-server.ts");
    const { openChat } = await import("${import.meta.dir}/../testing/open-chat.ts");
    const { sendMessage } = await import("${import.meta.dir}/../testing/send-message.ts");
    const server = await startTestServer(await openSqlite("${file}"), Date.now, { isExpected: () => true });
    const answers = { before: await status("/readyz") };
    const { customer, sessionId } = await openChat(server);
    while (answers.send === undefined)
      await sendMessage(customer, sessionId, "x".repeat(2_000)).catch((error) => (answers.send = error.data?.code));
    answers.full = await untilReadyIs(503);
    answers.alive = await status("/healthz");
    answers.read = (await customer.session.current.query()).session?.talk.entries.length > 1;
    new Database("${file}").run("pragma wal_checkpoint(truncate)");
    answers.after = await untilReadyIs(200);
    await sendMessage(customer, sessionId, "Hello again");
    process.stdout.write(JSON.stringify(answers));
    process.exit(0);
    async function untilReadyIs(expected) {
      while ((await status("/readyz")) !== expected) await Bun.sleep(20);
      return expected;
    }
    async function status(path) { return (await fetch(server.origin + path)).status; }
    `,
    ROOM_BLOCKS,
  );

  expect(answers).toEqual({
    before: 200,
    send: "SERVICE_UNAVAILABLE",
    full: 503,
    alive: 200,
    read: true,
    after: 200,
  });
}, 60_000);

test("starts on a full disk say so in one line each and leave nothing more behind each time", async () => {
  using folder = temporaryFolder();
  const dataDir = join(folder.path, "data");
  const start = () =>
    runOnSmallDisk(
      `
      const { readConfig } = await import("${import.meta.dir}/../startup/config.ts");
      const { openStore } = await import("${import.meta.dir}/../startup/open-store.ts");
      const { startFailureText } = await import("${import.meta.dir}/../startup/start-failure-text.ts");
      const { config } = readConfig({ DATA_DIR: "${dataDir}" });
      const line = await openStore(config).then(() => "it has started", (error) => startFailureText(error, config));
      process.stdout.write(JSON.stringify(line));
      process.exit(0);
      `,
      32,
    );

  const first = await start();
  const left = readdirSync(dataDir).toSorted();
  const lines = [first, await start(), await start()];

  for (const line of lines)
    expect(line).toMatch(/^DATA_DIR: .*switchboard\.db cannot be written: the disk is full[^\n]*$/);
  expect(readdirSync(dataDir).toSorted()).toEqual(left);
}, 60_000);
