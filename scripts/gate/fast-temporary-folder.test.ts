import { expect, test } from "bun:test";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createFastTemporaryFolder, removeTemporaryFolder } from "./fast-temporary-folder.ts";

test("temporary files of a run lie in memory where there is room, and else where all temporary files lie", () => {
  const missing = join(tmpdir(), "switchboard-no-such-folder");
  const folder = createFastTemporaryFolder(missing);
  expect(dirname(folder)).toBe(tmpdir());
  rmSync(folder, { recursive: true });

  const roomy = join(tmpdir(), `switchboard-roomy-${crypto.randomUUID()}`);
  mkdirSync(roomy);
  const inside = createFastTemporaryFolder(roomy);
  expect(dirname(inside)).toBe(roomy);
  rmSync(roomy, { recursive: true });
  expect(existsSync(inside)).toBe(false);
});

test("every user may write to it and remove only their own", () => {
  const folder = createFastTemporaryFolder();
  expect(statSync(folder).mode & 0o7777).toBe(0o1777);
  rmSync(folder, { recursive: true });
});

test("it is removed with all that is in it, also while somebody else removes the same", async () => {
  const folder = createFastTemporaryFolder();
  for (let n = 0; n < 300; n += 1) {
    mkdirSync(join(folder, "server", `${n}`), { recursive: true });
    writeFileSync(join(folder, "server", `${n}`, "file"), "");
  }
  const other = Bun.spawn(["rm", "-rf", join(folder, "server")]);
  await removeTemporaryFolder(folder);
  await other.exited;
  expect(existsSync(folder)).toBe(false);
  await removeTemporaryFolder(folder);
});
