import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A line of code to plant, and the file to plant it in, whose name replaces `*`. */
type Planting = readonly [file: string, line: string];
/** A description of the planted line. */
type Plantings = Record<string, Planting>;

const value = (from: string) => `import { x } from "${from}"; x();`;
const type = (from: string) => `import type { X } from "${from}"; export type Y = X;`;

const DECLARED =
  "type Write = (work: unknown) => void; declare const f: unknown; export {}; " +
  "declare const store: { transact: Write; record: Write; services: { record: Write } };";

const DEFAULT_FOR_A_KIND =
  'export function f(x: "a" | "b") { switch (x) { case "a": return 1; default: return 2; } }';

/** Lines that the linter must reject, by the rule that rejects them. */
const REFUSED: Record<string, Plantings> = {
  "no-restricted-imports": {
    "the domain imports a package": ["src/domain/model/*.ts", value("zod")],
    "the domain imports from Node": ["src/domain/model/*.ts", value("node:crypto")],
    "the domain imports the database": ["src/domain/model/*.ts", value("../../server/db/record/recorder.ts")],
    "the domain imports the phrases": ["src/domain/model/*.ts", value("#locales/en/widget.ts")],
    "the phrases import a value of the domain": ["src/locales/en/*.ts", value("#domain/model/instant.ts")],
    "the transport imports the phrases": ["src/transport/*.ts", value("#locales/en/widget.ts")],
    "the transport imports the router's value": ["src/transport/trpc/*.ts", value("#server/api/router.ts")],

    "db imports api": ["src/server/db/record/*.ts", value("../../api/router.ts")],
    "db takes a type from api": ["src/server/db/record/*.ts", type("../../api/router.ts")],
    "db imports api when it is needed": [
      "src/server/db/record/*.ts",
      'export const x = import("../../api/router.ts");',
    ],
    "db hands on what is in api": ["src/server/db/record/*.ts", 'export { x } from "../../api/router.ts";'],
    "db imports events its neighbour": ["src/server/db/record/*.ts", value("../../events/wake-up.ts")],
    "a folder inside db imports events": [
      "src/server/db/store/dialects/*.ts",
      value("../../../events/wake-up.ts"),
    ],
    "db imports events by a detour": [
      "src/server/db/store/*.ts",
      value("./dialects/../../../events/wake-up.ts"),
    ],
    "events imports db its neighbour": [
      "src/server/events/feed/*.ts",
      value("../../db/conversations/feed.ts"),
    ],
    "events imports the vendor of db": ["src/server/events/feed/*.ts", value("drizzle-orm")],
    "services imports auth its neighbour": [
      "src/server/services/team/*.ts",
      value("../../auth/auth-service.ts"),
    ],
    "services imports the configuration": ["src/server/services/team/*.ts", value("../../startup/config.ts")],
    "services imports a vendor": ["src/server/services/team/*.ts", value("zod")],
    "security imports a limiter of http": [
      "src/server/security/*.ts",
      value("../http/limits/rate-limiter.ts"),
    ],
    "api imports http": ["src/server/api/routers/*.ts", value("../../http/app.ts")],
    "api imports the vendor of db": ["src/server/api/routers/*.ts", value("drizzle-orm/sqlite-core")],
    "http imports the vendor of bots": ["src/server/http/pages/*.ts", value("openai")],
    "a room reaches into a browser": ["src/server/http/*.ts", value("../../widget/view/chat-window.ts")],
    "http imports what composes it": ["src/server/http/*.ts", value("../startup/compose.ts")],

    "the lowest room of the domain imports another": [
      "src/domain/model/*.ts",
      type("../routing/assignment.ts"),
    ],
    "a room of the domain imports its neighbour": ["src/domain/team/*.ts", value("../bot/start-turn.ts")],
    "a room of the domain imports one above": ["src/domain/routing/*.ts", type("../conversations/reply.ts")],
    "a room of the database imports its neighbour": ["src/server/db/team/*.ts", value("../auth/users.ts")],
    "a room of the database imports the record": [
      "src/server/db/privacy/*.ts",
      type("../record/unit-of-work-types.ts"),
    ],
    "a room of the database goes round to its neighbour": [
      "src/server/db/team/*.ts",
      value("../store/../auth/users.ts"),
    ],
    "the tables import a dialect": ["src/server/db/store/tables/*.ts", value("../dialects/sqlite.ts")],
    "a use case imports its neighbour": ["src/server/services/team/*.ts", type("../privacy/export-data.ts")],
    "what all use cases stand on imports one": ["src/server/services/*.ts", type("./team/team-view.ts")],
    "a room of auth imports what wires it": ["src/server/auth/logins/*.ts", type("../auth-service.ts")],
    "a room of http imports the app": ["src/server/http/socket/*.ts", type("../app.ts")],
    "the limits of http import a socket": ["src/server/http/limits/*.ts", value("../socket/bun-socket.ts")],
    "the peers import the feed": ["src/server/events/peers/*.ts", value("../feed/coalesce.ts")],
    "a bot opens a connection of its own": ["src/server/bots/openai/*.ts", value("node:https")],
    "what bots agree on imports one": ["src/server/bots/contract/*.ts", type("../openai/prompt.ts")],
    "a procedure's door imports a router": [
      "src/server/api/procedures/*.ts",
      value("../routers/team-router.ts"),
    ],
    "a room of the transport imports its neighbour": [
      "src/transport/connection/*.ts",
      value("../storage/keyed-storage.ts"),
    ],
    "a building block imports one above": ["src/client/ui/button/*.tsx", value("../dialog/dialog.tsx")],
    "a page of settings imports another": [
      "src/client/features/settings/bot/*.tsx",
      value("../widget/widget-page.tsx"),
    ],
    "a part of the lanes imports another": [
      "src/client/features/lanes/thread/*.tsx",
      value("../composer/composer.tsx"),
    ],

    "a room that is not drawn imports": ["src/server/mail/*.ts", value("../db/conversations/feed.ts")],
    "a room inside a room is not drawn": ["src/server/db/search/*.ts", value("../store/store.ts")],
    "a folder inside the last room is not drawn": [
      "src/server/db/record/batch/*.ts",
      value("../run-batch.ts"),
    ],
    "a file stands where only rooms do": ["src/server/db/*.ts", value("./store/store.ts")],
    "a feature is not drawn": ["src/client/features/reports/*.tsx", value("../../ui/icon.tsx")],
    "a house that is not drawn imports": ["src/admin/*.ts", value("#domain/model/instant.ts")],

    "the agent app imports the router's value": ["src/client/api/*.ts", value("#server/api/router.ts")],
    "the agent app takes a type from services": ["src/client/api/*.ts", type("#server/services/context.ts")],
    "the agent app imports the widget": ["src/client/api/*.ts", value("../../widget/chat/read-marks.ts")],
    "the agent app imports a second React": ["src/client/api/*.ts", value("preact")],
    "a feature imports another": ["src/client/features/team/*.tsx", value("../inbox/chat-row.tsx")],
    "a feature goes round to another": [
      "src/client/features/team/*.tsx",
      value("../../features/inbox/chat-row.tsx"),
    ],
    "a folder of a feature imports another feature": [
      "src/client/features/inbox/sections/*.tsx",
      value("../../team/member-menu.tsx"),
    ],
    "a feature imports a page of the app": [
      "src/client/features/team/*.tsx",
      value("../../app/inbox-page.tsx"),
    ],
    "a building block imports a feature": [
      "src/client/ui/text/*.tsx",
      value("../../features/team/member-menu.tsx"),
    ],
    "a building block imports what is live": ["src/client/ui/*.tsx", value("../live/use-inbox.ts")],
    "a building block imports the server's door": ["src/client/ui/*.tsx", value("../api/api-hooks.ts")],
    "what is live imports a building block": ["src/client/live/*.ts", value("../ui/icon.tsx")],
    "the widget imports the agent app": ["src/widget/chat/*.ts", value("../../client/store.ts")],
    "the widget imports React": ["src/widget/view/*.tsx", value("react")],
    "the widget imports a package": ["src/widget/view/*.ts", value("preact")],
    "the state of the widget imports its view": ["src/widget/chat/*.ts", value("../view/composer.ts")],
    "the loader imports a package": ["src/widget/loader/*.ts", value("zod")],
    "the loader imports the chat": ["src/widget/loader/*.ts", value("../chat/chat-controller.ts")],
    "chaos imports what the product does": [
      "chaos/actors/*.ts",
      value("#server/services/conversations/post-message.ts"),
    ],
    "chaos imports a rule of the domain": ["chaos/checks/*.ts", value("#domain/model/apply-fact.ts")],
    "chaos goes round to the product": ["chaos/scenarios/*.ts", value("../../src/server/startup/compose.ts")],
  },
  "no-restricted-globals": {
    "the domain reads the clock": ["src/domain/model/*.ts", "export const x = Date.now();"],
    "a bot calls any server it likes": ["src/server/bots/openai/*.ts", 'export const x = fetch("http://a");'],
  },
  "no-restricted-properties": {
    "the domain throws dice": ["src/domain/model/*.ts", "export const x = Math.random();"],
    "a room reads the environment": ["src/server/http/*.ts", "export const x = process.env.PORT;"],
    "a procedure opens a transaction": ["src/server/api/routers/*.ts", `${DECLARED} store.transact(f);`],
    "a procedure takes the transaction out of the store": [
      "src/server/api/routers/*.ts",
      `${DECLARED} const { transact } = store; transact(f);`,
    ],
    "a procedure records": ["src/server/api/routers/*.ts", `${DECLARED} store.services.record(f);`],
    "a way in opens a transaction": ["src/server/http/*.ts", `${DECLARED} store.transact(f);`],
    "a channel records": ["src/server/channels/*.ts", `${DECLARED} store.record(f);`],
    "a test is left out": ["src/domain/model/*.test.ts", 'test.skip("x", () => {});'],
  },
  "no-console": { "the domain writes to the console": ["src/domain/model/*.ts", 'console.info("x");'] },
  "no-cycle": {
    "a file imports one": [
      "src/domain/model/one.ts",
      'import { y } from "./two.ts"; export const x = () => y();',
    ],
    "that imports it": [
      "src/domain/model/two.ts",
      'import { x } from "./one.ts"; export const y = () => x();',
    ],
    "a file takes a type from one": [
      "src/domain/model/three.ts",
      'import type { Y } from "./four.ts"; export type X = Y[];',
    ],
    "that takes one from it": [
      "src/domain/model/four.ts",
      'import type { X } from "./three.ts"; export type Y = { x: X };',
    ],
  },
  "no-default-export": { "a file has a default export": ["src/domain/model/*.ts", "export default 1;"] },
  "no-explicit-any": {
    "a parameter is any": ["src/domain/model/*.ts", "export const f = (x: any) => x;"],
    "a test has an any": ["src/domain/model/*.test.ts", "export const x: any = 1;"],
  },
  "no-non-null-assertion": {
    "absence is waved away": ["src/domain/model/*.ts", "export const f = (x: string | null) => x!.length;"],
  },
  "filename-case": {
    "a name is not in kebab-case": ["src/domain/model/camelCase.ts", "export const x = 1;"],
  },
  "max-lines": {
    "a file has 251 lines": ["src/domain/model/*.ts", `export const x = [\n${"1,\n".repeat(249)}];`],
  },
  "switch-exhaustiveness-check": {
    "a default answers for a kind": ["src/domain/model/*.ts", DEFAULT_FOR_A_KIND],
    "a check of chaos ignores a kind by default": ["chaos/checks/*.ts", DEFAULT_FOR_A_KIND],
  },
  "max-lines-per-function": {
    "a function has 51 lines": ["src/domain/model/*.ts", `export function f() {\n${"f();\n".repeat(49)}}`],
  },
  "max-params": {
    "a function has five parameters": [
      "src/domain/model/*.ts",
      "export const f = (a = 1, b = a, c = b, d = c, e = d) => e;",
    ],
  },
};

/** Lines that the linter must accept: the same imports, where the boundaries allow them. */
const ALLOWED: Plantings = {
  "the domain imports itself": ["src/domain/model/*.ts", value("./instant.ts")],
  "a room of the domain imports the lowest": ["src/domain/team/*.ts", value("../model/instant.ts")],
  "conversations import routing, which is below": [
    "src/domain/conversations/*.ts",
    value("../routing/assignment.ts"),
  ],
  "the phrases take a type of the domain": ["src/locales/en/*.ts", type("#domain/model/instant.ts")],
  "the transport imports tRPC's client": ["src/transport/trpc/*.ts", value("@trpc/client")],
  "db imports its vendor": ["src/server/db/team/*.ts", value("drizzle-orm/sqlite-core")],
  "a folder inside db imports from db": ["src/server/db/store/dialects/*.ts", value("../store.ts")],
  "a room of db imports the lowest": ["src/server/db/team/*.ts", value("../store/store.ts")],
  "the record imports a folder of the lowest room": [
    "src/server/db/record/*.ts",
    value("../store/dialects/sqlite.ts"),
  ],
  "services imports db": ["src/server/services/team/*.ts", value("../../db/record/recorder.ts")],
  "a use case imports what all stand on": ["src/server/services/team/*.ts", type("../context.ts")],
  "services takes a type of security": ["src/server/services/*.ts", type("../security/vault.ts")],
  "api imports auth": ["src/server/api/routers/*.ts", type("../../auth/auth-service.ts")],
  "a folder of http imports a folder of api": [
    "src/server/http/socket/*.ts",
    type("../../api/procedures/call-context.ts"),
  ],
  "http imports its own rooms": ["src/server/http/*.ts", value("./socket/trpc-socket.ts")],
  "a room imports from Node": ["src/server/bots/egress/*.ts", value("node:fs/promises")],
  "the one who composes sees every room": ["src/server/startup/*.ts", value("../http/app.ts")],
  "the beginning sees the one who composes": ["src/server/*.ts", value("./startup/compose.ts")],
  "services open a transaction": ["src/server/services/team/*.ts", `${DECLARED} store.transact(f);`],
  "the agent app takes the router's type": ["src/client/api/*.ts", type("#server/api/router.ts")],
  "a feature imports a building block": ["src/client/features/team/*.tsx", value("../../ui/icon.tsx")],
  "a feature imports the door to the server": [
    "src/client/features/team/*.tsx",
    value("../../api/api-hooks.ts"),
  ],
  "a page of settings imports the form": [
    "src/client/features/settings/bot/*.tsx",
    value("../form/save-bar.tsx"),
  ],
  "the app puts features together": [
    "src/client/app/shell/*.tsx",
    value("../../features/notifications/tab-title.ts"),
  ],
  "chaos takes the router's type": ["chaos/actors/*.ts", type("#server/api/router.ts")],
  "chaos speaks through the transport": [
    "chaos/actors/*.ts",
    value("#transport/trpc/minimal-trpc-client.ts"),
  ],
  "the view of the widget imports its state": ["src/widget/view/*.ts", value("../chat/read-marks.ts")],
  "the loader takes the brand colours": ["src/widget/loader/*.ts", value("#domain/settings/brand-theme.ts")],
  "a test imports from every floor": ["src/server/db/team/*.test.ts", value("../../http/app.ts")],
  "a file has 250 lines": ["src/domain/model/*.ts", `export const x = [\n${"1,\n".repeat(248)}];`],
};

const ROOT = resolve(import.meta.dir, "../..");

let tree = "";
/** The rules that each planted file broke. */
const broken = new Map<string, Set<string>>();

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), "switchboard-floors-"));
  for (const part of ["oxlint.config.ts", "lint"])
    await cp(join(ROOT, part), join(tree, part), { recursive: true });
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
