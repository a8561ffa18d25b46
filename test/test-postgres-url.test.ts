import { expect, test } from "bun:test";
import { chmodSync, readdirSync } from "node:fs";
import { connect } from "node:net";
import { resolve } from "node:path";
import { temporaryFolder } from "../src/server/testing/temporary-folder.ts";
import { testPostgresUrl } from "./test-postgres-url.ts";

const POSTGRES = resolve(import.meta.dir, "test-postgres-url.ts");
const DATABASES = resolve(import.meta.dir, "../src/server/db/testing/engines.ts");

const ASK = `console.log(await (await import(${JSON.stringify(POSTGRES)})).testPostgresUrl()); setInterval(() => {}, 1000);`;

/** Another process, with a folder of its own for what it leaves behind. */
function run(code: string, env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  chmodSync(folder.path, 0o1777);
  const command = [process.execPath, "-e", code];
  const child = Bun.spawn(command, {
    env: { ...process.env, TEST_POSTGRES_URL: "", TMPDIR: folder.path, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return {
    child,
    leftBehind: () => readdirSync(folder.path),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
      folder[Symbol.dispose]();
    },
  };
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream) {
    text += new TextDecoder().decode(chunk);
    if (text.includes("\n")) break;
  }
  return text.trim();
}

function answers(url: string): Promise<boolean> {
  const { promise, resolve: settle } = Promise.withResolvers<boolean>();
  const socket = connect({ host: "127.0.0.1", port: Number(new URL(url).port) });
  socket.once("connect", () => settle(true)).once("error", () => settle(false));
  return promise.finally(() => socket.destroy());
}

test("a test that opens no database starts no server, though it loads what could", async () => {
  await using own = run(`await import(${JSON.stringify(DATABASES)}); console.log("loaded");`);

  expect(await firstLine(own.child.stdout)).toBe("loaded");
  expect(await own.child.exited).toBe(0);
  expect(own.leftBehind()).toEqual([]);
});

test("all who ask in one process are given one server", async () => {
  const urls = await Promise.all([testPostgresUrl(), testPostgresUrl()]);

  expect(urls[0]).toStartWith("postgres");
  expect(urls[1]).toBe(urls[0]);
});

test("the server and its folder are gone with the process that asked, however it ends", async () => {
  await using own = run(ASK);
  const url = await firstLine(own.child.stdout);
  expect([await answers(url), own.leftBehind().length]).toEqual([true, 1]);

  own.child.kill("SIGKILL");

  while ((await answers(url)) || own.leftBehind().length > 0) await Bun.sleep(10);
  expect(own.leftBehind()).toEqual([]);
}, 30_000);

test("a server that cannot be started says so, and what to do, and leaves nothing", async () => {
  await using own = run(ASK, { PATH: "/nowhere" });

  expect(await new Response(own.child.stderr).text()).toContain(
    "The Postgres of the tests did not start. Set TEST_POSTGRES_URL to use another.",
  );
  expect(own.leftBehind()).toEqual([]);
});
