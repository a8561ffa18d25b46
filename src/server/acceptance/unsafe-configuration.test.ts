import { expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const SHARED = { DATABASE_URL: "postgres://ana:hunter2@127.0.0.1:1/chat" };
const PUBLIC = { PUBLIC_URL: "https://chat.fern.shop", TRUST_PROXY: "1" };

/** Starts the real process with only this environment, and waits for it to exit. */
async function boot(env: Record<string, string>) {
  using folder = temporaryFolder();
  const main = Bun.spawn([process.execPath, join(import.meta.dir, "../main.ts")], {
    env: { DATA_DIR: folder.path, ...env },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err, code] = await Promise.all([
    new Response(main.stdout).text(),
    new Response(main.stderr).text(),
    main.exited,
  ]);
  const made = await Array.fromAsync(new Bun.Glob("**").scan({ cwd: folder.path, dot: true }));
  return { out, err, code, made };
}

/** Unsafe settings, and the text that the one line contains. Every other invalid value is in config.test.ts. */
const UNSAFE: readonly [name: string, env: Record<string, string>][] = [
  ["APP_SECRET", SHARED],
  ["APP_SECRET", { APP_SECRET: "change-me-change-me-change-me-change-me" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "http://chat.fern.shop" }],
  ["TRUST_PROXY", { PUBLIC_URL: "https://chat.fern.shop" }],
  ["RATE_LIMITS", { ...PUBLIC, RATE_LIMITS: "off" }],
];

test("an unsafe configuration stops the process with one line, before it listens or writes anything", async () => {
  const boots = await Promise.all(UNSAFE.map(async ([name, env]) => ({ name, ...(await boot(env)) })));

  for (const { name, out, err, code, made } of boots) {
    expect([out, code, made]).toEqual(["", 1, []]);
    expect(err).toStartWith(`Switchboard cannot start: ${name}`);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    for (const value of ["hunter2", "change-me-"]) expect(err).not.toContain(value);
  }
}, 60_000);
