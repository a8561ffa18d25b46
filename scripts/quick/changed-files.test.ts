import { expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../src/server/testing/temporary-folder.ts";
import { changedFiles, filesOfCheckout } from "./changed-files.ts";

/** Creates a checkout with one commit, and a second one for the files that `later` writes. */
async function checkout(files: Record<string, string>, later: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const root = folder.path;
  const write = async (texts: Record<string, string>) => {
    for (const [name, text] of Object.entries(texts)) await Bun.write(join(root, name), text);
  };
  const git = (...args: string[]) => Bun.spawnSync(["git", "-C", root, ...args], { stderr: "inherit" });
  const commit = () => {
    git("add", "-A");
    git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "x");
  };
  git("init", "-q");
  await write(files);
  commit();
  if (Object.keys(later).length > 0) {
    await write(later);
    commit();
  }
  return { root, write, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

test("what is changed, staged or new counts; what is ignored, gone or as it was does not", async () => {
  using made = await checkout({ "a.ts": "1", "b.ts": "1", "gone.ts": "1", ".gitignore": "*.log" });
  await made.write({ "b.ts": "2", "sub/new with space.ts": "1", "x.log": "1" });
  rmSync(join(made.root, "gone.ts"));

  expect(changedFiles(made.root, "HEAD")).toEqual(["b.ts", "sub/new with space.ts"]);
  expect(filesOfCheckout(made.root)).toEqual([".gitignore", "a.ts", "b.ts", "sub/new with space.ts"]);
});

test("what was committed since another revision counts from there", async () => {
  using made = await checkout({ "a.ts": "1", "b.ts": "1" }, { "a.ts": "2" });

  expect(changedFiles(made.root, "HEAD")).toEqual([]);
  expect(changedFiles(made.root, "HEAD~1")).toEqual(["a.ts"]);
});

test("a revision that is not there is named", async () => {
  using made = await checkout({ "a.ts": "1" });

  expect(() => changedFiles(made.root, "nowhere")).toThrow("nowhere");
});
