import { expect, test } from "bun:test";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createFastTemporaryFolder } from "./fast-temporary-folder.ts";

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
