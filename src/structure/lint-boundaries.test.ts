import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The file a line of code is planted in, where `*` stands for a name of its own, and the line. */
type Planting = readonly [file: string, line: string];
/** What is planted, told in a sentence. */
type Plantings = Record<string, Planting>;

const value = (from: string) => `import { x } from "${from}"; x();`;
const type = (from: string) => `import type { X } from "${from}"; export type Y = X;`;

/** What the linter must refuse, by the rule that refuses it. */
const REFUSED: Record<string, Plantings> = {
  "no-restricted-imports": {
    "the domain imports a package": ["src/domain/*.ts", value("zod")],
    "the domain imports from Node": ["src/domain/*.ts", value("node:crypto")],
    "the domain imports the database": ["src/domain/*.ts", value("../server/db/record.ts")],
    "the domain imports the phrases": ["src/domain/*.ts", value("#locales/en.ts")],
    "the phrases import a value of the domain": ["src/locales/*.ts", value("#domain/instant.ts")],
    "the transport imports the phrases": ["src/transport/*.ts", value("#locales/en.ts")],
    "the transport imports the router's value": ["src/transport/*.ts", value("#server/api/router.ts")],
    "db imports api": ["src/server/db/*.ts", value("../api/router.ts")],
    "db takes a type from api": ["src/server/db/*.ts", type("../api/router.ts")],
    "db imports api when it is needed": [
      "src/server/db/*.ts",
      'export const x = import("../api/router.ts");',
    ],
    "db hands on what is in api": ["src/server/db/*.ts", 'export { x } from "../api/router.ts";'],
    "db imports events, its neighbour": ["src/server/db/*.ts", value("../events/bus.ts")],
    "a folder inside db imports events": ["src/server/db/dialects/*.ts", value("../../events/bus.ts")],
    "db imports events by a detour": ["src/server/db/*.ts", value("./dialects/../../events/bus.ts")],
    "events imports db, its neighbour": ["src/server/events/*.ts", value("../db/feed.ts")],
    "events imports the vendor of db": ["src/server/events/*.ts", value("drizzle-orm")],
    "desk imports accounts, its neighbour": ["src/server/desk/*.ts", value("../accounts/sign-in.ts")],
    "desk imports the configuration": ["src/server/desk/*.ts", value("../config.ts")],
    "desk imports a vendor": ["src/server/desk/*.ts", value("zod")],
    "api imports http": ["src/server/api/*.ts", value("../http/app.ts")],
    "api imports the vendor of db": ["src/server/api/*.ts", value("drizzle-orm/sqlite-core")],
    "http imports the vendor of bots": ["src/server/http/*.ts", value("openai")],
    "a room reaches into a browser": ["src/server/http/*.ts", value("../../widget/frame.ts")],
    "a room that is not on the drawing imports": ["src/server/mail/*.ts", value("../db/feed.ts")],
    "a house that is not on the drawing imports": ["src/admin/*.ts", value("#domain/instant.ts")],
    "the agent app imports the router's value": ["src/client/*.ts", value("#server/api/router.ts")],
    "the agent app takes a type from desk": ["src/client/*.ts", type("#server/desk/desk.ts")],
    "the agent app imports the widget": ["src/client/*.ts", value("../widget/frame.ts")],
    "the agent app imports a second React": ["src/client/*.ts", value("preact")],
    "a feature imports another": ["src/client/features/a/*.tsx", value("../b/b.tsx")],
    "a feature goes round to another": ["src/client/features/a/*.tsx", value("../../features/b/b.tsx")],
    "a folder of a feature imports another feature": [
      "src/client/features/a/c/*.tsx",
      value("../../b/b.tsx"),
    ],
    "a building block imports a feature": ["src/client/ui/*.tsx", value("../features/a/a.tsx")],
    "the widget imports the agent app": ["src/widget/*.ts", value("../client/api.ts")],
    "the widget imports React": ["src/widget/*.tsx", value("react")],
    "the widget imports a package": ["src/widget/view/*.ts", value("preact")],
    "chaos imports what the product does": ["chaos/actors/*.ts", value("#server/desk/say.ts")],
    "chaos imports a rule of the domain": ["chaos/checks/*.ts", value("#domain/evolve.ts")],
    "chaos goes round to the product": ["chaos/scenarios/*.ts", value("../../src/server/compose.ts")],
    "the loader imports a package": ["src/widget/loader-*.ts", value("zod")],
    "the loader imports the frame": ["src/widget/loader-*.ts", value("./frame.ts")],
  },
  "no-restricted-globals": {
    "the domain reads the clock": ["src/domain/*.ts", "export const x = Date.now();"],
  },
  "no-restricted-properties": {
    "the domain throws dice": ["src/domain/*.ts", "export const x = Math.random();"],
    "a room reads the environment": ["src/server/http/*.ts", "export const x = process.env.PORT;"],
    "a test is left out": ["src/domain/*.test.ts", 'test.skip("x", () => {});'],
  },
  "no-console": { "the domain writes to the console": ["src/domain/*.ts", 'console.info("x");'] },
  "no-cycle": {
    "a file imports one": ["src/domain/one.ts", 'import { y } from "./two.ts"; export const x = () => y();'],
    "that imports it": ["src/domain/two.ts", 'import { x } from "./one.ts"; export const y = () => x();'],
  },
  "no-default-export": { "a file has a default export": ["src/domain/*.ts", "export default 1;"] },
  "no-explicit-any": {
    "a parameter is any": ["src/domain/*.ts", "export const f = (x: any) => x;"],
    "a test has an any": ["src/domain/*.test.ts", "export const x: any = 1;"],
  },
  "no-non-null-assertion": {
    "absence is waved away": ["src/domain/*.ts", "export const f = (x: string | null) => x!.length;"],
  },
  "switch-exhaustiveness-check": {
    "a default answers for a kind": [
      "src/domain/*.ts",
      'export function f(x: "a" | "b") { switch (x) { case "a": return 1; default: return 2; } }',
    ],
  },
  "filename-case": { "a name is not in kebab-case": ["src/domain/camelCase.ts", "export const x = 1;"] },
  "max-lines": { "a file has 251 lines": ["src/domain/*.ts", `export const x = [\n${"1,\n".repeat(249)}];`] },
  "max-lines-per-function": {
    "a function has 51 lines": ["src/domain/*.ts", `export function f() {\n${"f();\n".repeat(49)}}`],
  },
  "max-params": {
    "a function has five parameters": [
      "src/domain/*.ts",
      "export const f = (a = 1, b = a, c = b, d = c, e = d) => e;",
    ],
  },
};

/** What the linter must let pass: the same doors, used as the drawing means them. */
const ALLOWED: Plantings = {
  "the domain imports itself": ["src/domain/*.ts", value("./instant.ts")],
  "the phrases take a type of the domain": ["src/locales/*.ts", type("#domain/instant.ts")],
  "the transport imports tRPC's client": ["src/transport/*.ts", value("@trpc/client")],
  "db imports its vendor": ["src/server/db/*.ts", value("drizzle-orm/sqlite-core")],
  "a folder inside db imports from db": ["src/server/db/dialects/*.ts", value("../store.ts")],
  "desk imports db": ["src/server/desk/*.ts", value("../db/record.ts")],
  "api imports accounts": ["src/server/api/*.ts", value("../accounts/sign-in.ts")],
  "a folder of http imports a folder of api": ["src/server/http/a/*.ts", value("../../api/a/router.ts")],
  "a room imports from Node": ["src/server/bots/*.ts", value("node:fs/promises")],
  "the one who composes sees every room": ["src/server/startup/compose.ts", value("./http/app.ts")],
  "the agent app takes the router's type": ["src/client/*.ts", type("#server/api/router.ts")],
  "a feature imports a building block": ["src/client/features/a/*.tsx", value("../../ui/button.tsx")],
  "a feature imports the door to the server": ["src/client/features/a/*.tsx", value("../../api.ts")],
  "chaos takes the router's type": ["chaos/actors/*.ts", type("#server/api/router.ts")],
  "chaos speaks through the transport": [
    "chaos/actors/*.ts",
    value("#transport/trpc/minimal-trpc-client.ts"),
  ],
  "the view of the widget imports its state": ["src/widget/view/*.ts", value("../chat.ts")],
  "the loader takes the brand colours": ["src/widget/loader-*.ts", value("#domain/brand.ts")],
  "a test imports from every floor": ["src/server/db/*.test.ts", value("../http/testing.ts")],
  "a file has 250 lines": ["src/domain/*.ts", `export const x = [\n${"1,\n".repeat(248)}];`],
};

const ROOT = resolve(import.meta.dir, "../..");

let tree = "";
/** The rules each planted file broke. */
const broken = new Map<string, Set<string>>();

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), "switchboard-floors-"));
  await cp(join(ROOT, "oxlint.config.ts"), join(tree, "oxlint.config.ts"));
  await symlink(join(ROOT, "node_modules"), join(tree, "node_modules"));
  const planted = [...Object.values(REFUSED), ALLOWED].flatMap((plantings) => Object.entries(plantings));
  await Promise.all(
    planted.map(([name, planting]) => Bun.write(join(tree, fileOf(name, planting)), planting[1])),
  );

  const oxlint = [
    process.execPath,
    "--bun",
    join(ROOT, "node_modules/.bin/oxlint"),
    "--format",
    "json",
    "src",
    "chaos",
  ];
  const linter = Bun.spawn(oxlint, { cwd: tree, stdout: "pipe" });
  const said: { diagnostics: { code: string; filename: string }[] } = await new Response(
    linter.stdout,
  ).json();

  for (const { code, filename } of said.diagnostics) {
    const rules = broken.get(filename) ?? new Set();
    broken.set(filename, rules.add(code.replace(/^.*\((.*)\)$/, "$1")));
  }
});

afterAll(() => rm(tree, { recursive: true }));

function fileOf(name: string, [file]: Planting): string {
  return file.replace("*", name.replaceAll(/\W+/g, "-").toLowerCase());
}

describe("the linter refuses it when", () => {
  for (const [rule, plantings] of Object.entries(REFUSED)) {
    test.each(Object.entries(plantings))("%s", (name, planting) => {
      expect([...(broken.get(fileOf(name, planting)) ?? [])]).toContain(rule);
    });
  }
});

describe("the linter lets it pass when", () => {
  test.each(Object.entries(ALLOWED))("%s", (name, planting) => {
    const rules = [...(broken.get(fileOf(name, planting)) ?? [])];

    expect(rules.filter((rule) => rule in REFUSED)).toEqual([]);
  });
});
