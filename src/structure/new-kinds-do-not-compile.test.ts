import { afterAll, beforeAll, expect, test } from "bun:test";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "../..");
/** Long enough for two runs of the compiler on a busy host. */
const PATIENCE_MS = 60_000;

const HELD_WHY = '  | { kind: "switch-undone" };';
const SESSION_FACT = '  | { kind: "person-offered"; sessionId: SessionId; at: Instant }';

/** The domain and the locales in one program, without their tests. */
const PROJECT = {
  extends: "./tsconfig.base.json",
  compilerOptions: { composite: false, emitDeclarationOnly: false, noEmit: true },
  include: ["src/domain/**/*", "src/locales/**/*"],
  exclude: ["**/*.test.ts", "**/testing/**"],
};

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "new-kind-"));
  for (const path of ["src/domain", "src/locales", "package.json", "tsconfig.base.json"])
    await cp(join(ROOT, path), join(copy, path), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
  await Bun.write(join(copy, "tsconfig.json"), JSON.stringify(PROJECT));
});

afterAll(async () => {
  await rm(copy, { recursive: true });
});

test(
  "the domain and its words compile as they are",
  async () => {
    expect(await filesThatDoNotCompile()).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  "a new reason for changing hands does not compile where nobody has said what it means",
  async () => {
    await using _planted = await plant(HELD_WHY, '  | { kind: "switch-undone" }\n  | { kind: "planted" };');

    expect(await filesThatDoNotCompile()).toEqual([
      "src/domain/model/change-holder.ts",
      "src/domain/views/public-fact.ts",
      "src/domain/views/timeline.ts",
    ]);
  },
  PATIENCE_MS,
);

test(
  "a new fact of a session does not compile where nobody has said what it changes, and whether it moves the queue",
  async () => {
    const planted = '  | { kind: "planted"; sessionId: SessionId; at: Instant }';
    await using _planted = await plant(SESSION_FACT, `${SESSION_FACT}\n${planted}`);

    expect(await filesThatDoNotCompile()).toEqual([
      "src/domain/model/apply-fact.ts",
      "src/domain/routing/assign-waiting.ts",
      "src/domain/views/public-fact.ts",
      "src/domain/views/timeline.ts",
    ]);
  },
  PATIENCE_MS,
);

/** Adds a kind to a union of facts until the test is over. */
async function plant(before: string, after: string): Promise<AsyncDisposable> {
  const facts = join(copy, "src/domain/model/fact.ts");
  const text = await Bun.file(facts).text();
  expect(text.split(before)).toHaveLength(2);
  await Bun.write(facts, text.replace(before, after));
  return { [Symbol.asyncDispose]: async () => void (await Bun.write(facts, text)) };
}

/** The files with compiler errors, except tests. */
async function filesThatDoNotCompile(): Promise<string[]> {
  const compiler = Bun.spawn(["node_modules/.bin/tsc", "--pretty", "false"], {
    cwd: copy,
    stdout: "pipe",
    stderr: "inherit",
  });
  const said = await new Response(compiler.stdout).text();
  const files = said.split("\n").flatMap((line) => /^([^(]+)\(\d+,\d+\): error/.exec(line)?.[1] ?? []);
  expect((await compiler.exited) === 0).toBe(files.length === 0);
  return [...new Set(files)].toSorted();
}
