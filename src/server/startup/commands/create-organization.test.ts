import { expect, test } from "bun:test";
import { openSqlite } from "../../db/store/dialects/sqlite.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

/** Runs the command as an operator does. */
async function run(env: Record<string, string>, ...args: string[]) {
  const command = Bun.spawn([process.execPath, `${import.meta.dir}/create-organization.ts`, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stderr: "pipe",
  });
  const [printed, problem] = [
    await new Response(command.stdout).text(),
    await new Response(command.stderr).text(),
  ];
  return { code: await command.exited, printed, problem };
}

test("the command creates a company, and prints the link for its first admin", async () => {
  using folder = temporaryFolder();
  const { code, printed, problem } = await run({ DATA_DIR: folder.path }, "Fern", "&", "Kettle");

  expect([code, problem]).toEqual([0, ""]);
  expect(printed).toMatch(/^http:\/\/localhost:3000\/setup\?token=[\w-]{43}\n$/);
  await using store = await openSqlite(`${folder.path}/switchboard.db`);
  expect((await store.db.select().from(store.tables.organization)).map(({ name }) => name)).toEqual([
    "Fern & Kettle",
  ]);
});

test.each([
  [{}, [], "Give the company's name: bun run organization:create NAME\n"],
  [{}, [" "], "Give the company's name: bun run organization:create NAME\n"],
  [{ PORT: "0" }, ["Fern"], 'PORT must be a whole number from 1 to 65535, not "0".\n'],
  [{ DATA_DIR: "/proc/switchboard" }, ["Fern"], /^DATA_DIR: \/proc\/switchboard .*\n$/],
] as const)("without what it needs it says so in one line: %j %j", async (env, args, line) => {
  using folder = temporaryFolder();
  const { code, printed, problem } = await run({ DATA_DIR: folder.path, ...env }, ...args);

  expect([code, printed]).toEqual([1, ""]);
  expect(problem).toMatch(line);
});
