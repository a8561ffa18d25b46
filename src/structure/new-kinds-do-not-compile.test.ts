import { afterAll, beforeAll, expect, test } from "bun:test";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "../..");
/** Long enough for two runs of the compiler on a busy host. */
const PATIENCE_MS = 120_000;

/** A kind that is added to a union or a list of the domain: what stands in the file, and what stands there then. */
interface Plant {
  file: string;
  before: string;
  after: string;
}

const HELD_WHY: Plant = {
  file: "src/domain/model/fact.ts",
  before: '  | { kind: "mail-given-back" };',
  after: '  | { kind: "mail-given-back" }\n  | { kind: "planted" };',
};
const SESSION_FACT: Plant = {
  file: "src/domain/model/fact.ts",
  before: '  | { kind: "person-offered"; sessionId: SessionId; at: Instant }',
  after: `  | { kind: "person-offered"; sessionId: SessionId; at: Instant }
  | { kind: "planted"; sessionId: SessionId; at: Instant }`,
};
const SESSION_FIELD: Plant = {
  file: "src/domain/model/session.ts",
  before: "  unattended: boolean;",
  after: "  unattended: boolean;\n  planted: boolean;",
};
const POLICY: Plant = {
  file: "src/domain/model/settings.ts",
  before: 'POLICIES = ["least-busy", "take-turns", "random"]',
  after: 'POLICIES = ["least-busy", "take-turns", "random", "planted"]',
};
const BOT_KIND: Plant = {
  file: "src/domain/settings/bot-connection.ts",
  before: '  | { kind: "built-in" }',
  after: '  | { kind: "built-in" }\n  | { kind: "planted" }',
};

/** Where else the compiler asks what a kind means, or what a field is in what earlier builds have stored. */
const ASKED_OUTSIDE = [
  "chaos/actors/agents/follow-organization.ts",
  "chaos/checks/check-assignment.ts",
  "chaos/checks/check-reader-views.ts",
  "src/client/features/settings/answering/who-answers-switch.tsx",
  "src/client/live/use-live-feed.ts",
  "src/domain/any-sequence-of-decisions.test.ts",
  "src/domain/testing/invariant-checker.ts",
  "src/domain/testing/stored-by-earlier-builds.ts",
  "src/server/bots/bot-types.ts",
  "src/server/bots/every-kind-of-bot.test.ts",
  "src/server/services/conversations/snapshots-match-feed.test.ts",
];

const COMPILER_OPTIONS = { composite: false, emitDeclarationOnly: false, noEmit: true };
/** The domain and its texts in one program, without tests. */
const DOMAIN = {
  extends: "./tsconfig.base.json",
  compilerOptions: COMPILER_OPTIONS,
  include: ["src/domain/**/*", "src/locales/**/*"],
  exclude: ["**/*.test.ts", "**/testing/**"],
};
/** Everything that is checked, in one program. */
const EVERYTHING = {
  extends: "./tsconfig.tests.json",
  compilerOptions: COMPILER_OPTIONS,
  include: ["src/**/*", "chaos/**/*", "test/**/*"],
  references: [],
};

const COPIED = [
  "attack",
  "bench",
  "chaos",
  "e2e",
  "lint",
  "package.json",
  "scripts",
  "src",
  "test",
  "tsconfig.base.json",
  "tsconfig.tests.json",
];

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "new-kind-"));
  for (const path of COPIED) await cp(join(ROOT, path), join(copy, path), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
  await Bun.write(join(copy, "tsconfig.domain.json"), JSON.stringify(DOMAIN));
  await Bun.write(join(copy, "tsconfig.everything.json"), JSON.stringify(EVERYTHING));
});

afterAll(async () => {
  await rm(copy, { recursive: true });
});

test(
  "the domain and its texts compile as they are",
  async () => {
    expect(await filesThatDoNotCompile("domain")).toEqual([]);
  },
  PATIENCE_MS,
);

test.each([
  [
    "reason for changing hands",
    HELD_WHY,
    [
      "src/domain/routing/change-holder.ts",
      "src/domain/views/public-fact.ts",
      "src/domain/views/timeline-notice.ts",
    ],
  ],
  [
    "fact of a session",
    SESSION_FACT,
    [
      "src/domain/conversations/customer-presence.ts",
      "src/domain/model/apply-fact.ts",
      "src/domain/routing/assign-waiting.ts",
      "src/domain/views/public-fact.ts",
      "src/domain/views/timeline-notice.ts",
      "src/domain/views/truncate-fact-for-list.ts",
    ],
  ],
  [
    "assignment policy",
    POLICY,
    ["src/domain/routing/assignment.ts", "src/locales/en/agent-lane.ts", "src/locales/en/settings.ts"],
  ],
  ["kind of chatbot", BOT_KIND, ["src/domain/settings/bot-connection.ts", "src/locales/en/settings.ts"]],
])(
  "a new %s does not compile where nobody has said what it means",
  async (_, kind, files) => {
    await using _planted = await plant(kind);

    expect(await filesThatDoNotCompile("domain")).toEqual(files);
  },
  PATIENCE_MS,
);

test(
  "nor does it outside the domain, nor in what checks it; nor a field that a session of an earlier build lacks",
  async () => {
    await using _planted = await plant(SESSION_FACT, SESSION_FIELD, POLICY, BOT_KIND);
    const files = await filesThatDoNotCompile("everything");

    expect(ASKED_OUTSIDE.filter((file) => !files.includes(file))).toEqual([]);
  },
  PATIENCE_MS,
);

/** Adds kinds, each in a file of its own, until the test is over. */
async function plant(...kinds: readonly Plant[]): Promise<AsyncDisposable> {
  const planted = new AsyncDisposableStack();
  for (const { file, before, after } of kinds) {
    const path = join(copy, file);
    const text = await Bun.file(path).text();
    expect(text.split(before)).toHaveLength(2);
    await Bun.write(path, text.replace(before, after));
    planted.defer(async () => void (await Bun.write(path, text)));
  }
  return planted;
}

/** The files with compiler errors. */
async function filesThatDoNotCompile(program: "domain" | "everything"): Promise<string[]> {
  const compiler = Bun.spawn(
    ["node_modules/.bin/tsc", "--pretty", "false", "--project", `tsconfig.${program}.json`],
    { cwd: copy, stdout: "pipe", stderr: "inherit" },
  );
  const said = await new Response(compiler.stdout).text();
  const files = said.split("\n").flatMap((line) => /^([^(]+)\(\d+,\d+\): error/.exec(line)?.[1] ?? []);
  expect((await compiler.exited) === 0).toBe(files.length === 0);
  return [...new Set(files)].toSorted();
}
