import { expect, test } from "bun:test";
import { Glob } from "bun";
import { join, resolve } from "node:path";
import { advice, expectListed } from "../../test/advice.ts";

const ROOT = resolve(import.meta.dir, "../..");

const START = advice`A channel is not started, or cannot be stopped: export a function run… from each of these that works until its signal aborts, and name it in BACKGROUND in ${"src/server/startup/background.ts"}.`;

/** The channels that a list starts, by their files. */
function startedIn(code: string): string[] {
  const list = /BACKGROUND\b[^=]*= \[([^\]]*)\]/.exec(code)?.[1] ?? "";
  return [...code.matchAll(/import \{ (run\w+) \} from "\.\.\/(channels\/[\w/-]+\.ts)"/g)].flatMap(
    ([, name = "", file = ""]) => (new RegExp(String.raw`\b${name}\b`).test(list) ? [file] : []),
  );
}

test("every channel is started, and stopped with the process", async () => {
  const files = [...new Glob("channels/*.ts").scanSync(join(ROOT, "src/server"))];
  const code = await Bun.file(join(ROOT, "src/server/startup/background.ts")).text();

  expect(code).toContain("runScheduler");
  expectListed({
    found: files.filter((file) => !file.endsWith(".test.ts")),
    listed: startedIn(code),
    fix: START,
  });
});

test("a channel that is imported and not in the list is not started", () => {
  const imports =
    'import { runEmail } from "../channels/email.ts";\nimport { runChat } from "../channels/chat.ts";';

  expect(startedIn(`${imports}\nconst BACKGROUND: readonly Run[] = [runEmail];`)).toEqual([
    "channels/email.ts",
  ]);
});
