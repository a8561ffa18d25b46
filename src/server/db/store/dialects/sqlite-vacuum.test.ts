import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSqliteVacuum } from "./sqlite-vacuum.ts";

/** Runs `work` with a program that does `code` instead of rewriting a file. */
async function withProgram(code: string, work: (program: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "vacuum-"));
  const program = join(folder, "program.ts");
  writeFileSync(program, code);
  try {
    await work(program);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a rewrite whose process is ended by the system, as when memory runs out, has failed", () =>
  withProgram("process.kill(process.pid, 'SIGKILL'); await Bun.sleep(60_000);", async (program) => {
    await expect(startSqliteVacuum("none.db", program).finished).rejects.toMatchObject(
      expect.objectContaining({ name: "VacuumFailed", code: "SIGKILL" }),
    );
  }));

test("a rewrite that fails says why, also in a code, because logs contain no messages", async () => {
  const { finished } = startSqliteVacuum(join(tmpdir(), "no-such-folder", "none.db"));

  await expect(finished).rejects.toMatchObject({
    code: "SQLITE_CANTOPEN",
    message: expect.stringContaining("unable to open database file"),
  });
});

test.each(["SIGTERM", "SIGINT"])("a rewrite that gets %s with its server has not failed", (signal) =>
  withProgram(`process.kill(process.pid, '${signal}'); await Bun.sleep(60_000);`, async (program) => {
    expect(await startSqliteVacuum("none.db", program).finished).toBe(false);
  }),
);

test("a rewrite that is stopped has not failed", () =>
  withProgram("await Bun.sleep(60_000);", async (program) => {
    const vacuum = startSqliteVacuum("none.db", program);
    vacuum.stop();

    expect(await vacuum.finished).toBe(false);
  }));
