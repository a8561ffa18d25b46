import { defineConfig, type OxlintOverride } from "oxlint";

/**
 * The drawing of `src/server`: its floors, lowest first, the rooms on each, and the vendors that live in a room. A room
 * sees the floors below it and nothing else: not the floors above, not its neighbours. Everything here is an
 * allow-list: a vendor or a folder that is not on the drawing is refused.
 */
const floors: Record<string, readonly string[]>[] = [
  { db: ["drizzle-orm", "bun", "bun:*"], events: ["bun"], bots: ["openai", "zod"] },
  { desk: [], accounts: ["better-auth", "@better-auth/*"] },
  { api: ["@trpc/server", "zod"], channels: [] },
  { http: ["elysia", "@trpc/server", "zod", "bun"] },
];

/** What everybody stands on. */
const GROUND = ["#domain", "#locales"];
/** What a browser may know of the server, as types: its router, and the package whose types spell a router. */
const ROUTER = ["#server/api/router.ts", "@trpc/server"];

const AGENT_APP: View = {
  packages: [
    ...GROUND,
    "#transport",
    "react",
    "react-dom",
    "react-hook-form",
    "@fontsource-variable/inter",
    "@hookform/resolvers",
    "@tanstack/react-query",
    "@trpc/client",
    "@trpc/react-query",
    "lucide-react",
    "uqr",
    "virtua",
    "wouter",
    "zod",
  ],
  types: ROUTER,
};

const TESTS = ["**/*.test.{ts,tsx}", "**/*.spec.ts", "**/testing.ts", "**/testing/**", "test/**", "e2e/**"];
/** Casts live where two type systems meet, and nowhere else. */
const WHERE_TYPE_SYSTEMS_MEET = [
  "src/server/db/store/dialects/**",
  "src/server/db/auth/auth-adapter-rows.ts",
  "src/server/auth/sign-in/better-auth-adapter.ts",
  "src/server/http/socket/trpc-socket.ts",
  "bench/systems/switchboard/client-environment.ts",
];
/** How deep the folders of a room are told apart by their relative imports; below that, all count as the last. */
const DEPTHS = [0, 1, 2, 3];

interface View {
  /** What is seen beside the room, spelled from the folder the room stands in. */
  beside?: string[];
  packages: string[];
  /** Parts of those packages that are not. */
  never?: string[];
  /** Modules of which only the types are seen: exact names, or everything below one with `/**`. */
  types?: string[];
}

type Pattern = { message: string; allowTypeImports?: boolean } & ({ group: string[] } | { regex: string });

function restrict(files: string[], patterns: Pattern[]): OxlintOverride {
  return { files, rules: { "typescript/no-restricted-imports": ["error", { patterns }] } };
}

/**
 * Seals a room: its files may import each other and what `view` names, at every depth of its folders. A group reads as
 * a .gitignore does: the last line that matches decides, and `!` lets in. A group that lets a name in ends the search,
 * so the patterns for types come first.
 */
function room(path: string, view: View) {
  const [beside, types] = [view.beside ?? [], view.types ?? []];
  const sights = [...beside, ...view.packages, ...types.map((name) => `the types of ${name}`)];
  const message = `${path} sees only itself${sights.map((sight) => `, ${sight}`).join("")}.`;
  return DEPTHS.map((depth) => {
    const out = "../".repeat(depth + 1);
    const inside = ["!./**", ...DEPTHS.slice(0, depth).map((level) => `!${"../".repeat(level + 1)}**`)];
    const outside = ["./**/../**", `${out}**`, ...beside.map((neighbour) => `!${out}${neighbour}`)];
    const named = [
      ...view.packages.flatMap(admit),
      ...types.map((name) => `!${name}`),
      ...(view.never ?? []),
    ];
    return restrict(filesAt(path, depth), [
      ...types.map((name) => ({ regex: `^${name.replace("**", ".*")}$`, message, allowTypeImports: true })),
      { group: ["*", ...named, ...inside, ...outside], message },
    ]);
  });
}

/** The files `depth` folders below a room; at the last depth, those below it as well. */
function filesAt(path: string, depth: number): string[] {
  const folder = `${path}/${"*/".repeat(depth)}`;
  return depth === DEPTHS.at(-1) ? [`${folder}**`] : [`${folder}*.{ts,tsx}`];
}

/** A package with its sub-paths; a scope must be let in before what is in it. */
function admit(name: string): string[] {
  const scope = name.startsWith("@") ? [`!${name.replace(/\/.*/, "")}`] : [];
  return [...scope, `!${name}`, `!${name}/**`];
}

const serverRooms = floors.flatMap((rooms, floor) =>
  Object.entries(rooms).flatMap(([name, vendors]) =>
    room(`src/server/${name}`, {
      beside: floors.slice(0, floor).flatMap((below) => Object.keys(below).map((lower) => `${lower}/**`)),
      packages: [...GROUND, "node:*", ...vendors],
    }),
  ),
);

/** Members of `objects` nobody may use, and what to do instead. */
function without(objects: readonly string[], properties: readonly string[], message: string) {
  return objects.flatMap((object) => properties.map((property) => ({ object, property, message })));
}

export default defineConfig({
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "react", "jsx-a11y", "promise"],
  categories: { correctness: "error", suspicious: "error", perf: "warn" },
  options: { typeAware: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: [".tsc", "dist", "node_modules", "drizzle/*/meta"],
  rules: {
    "no-console": "error",
    "no-warning-comments": "error",
    eqeqeq: "error",
    "max-params": ["error", { max: 4 }],
    "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
    "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "import/no-unassigned-import": ["error", { allow: ["**/*.css"] }],
    "react/react-in-jsx-scope": "off",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/no-unsafe-type-assertion": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: false }],
    "typescript/consistent-return": "off",
    "typescript/no-floating-promises": "error",
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "no-await-in-loop": "off",
    "no-underscore-dangle": ["error", { allow: ["_def"] }],
    "no-unused-vars": [
      "error",
      { ignoreRestSiblings: true, argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
    ],
    // There are no classes here whose methods could lose their `this`.
    "typescript/unbound-method": "off",
    // Plain data is copied on purpose, and a socket has one owner.
    "oxc/no-map-spread": "off",
    "unicorn/prefer-add-event-listener": "off",
    "import/no-named-as-default-member": "off",
  },
  // Where two entries speak of one file, the later one holds: first what is not on the drawing, then the rooms.
  overrides: [
    restrict(
      ["src/**"],
      [{ group: ["*"], message: "This folder is not on the drawing in oxlint.config.ts." }],
    ),
    ...room("src/domain", { packages: [] }),
    ...room("src/locales", { packages: [], types: ["#domain/**"] }),
    ...room("src/transport", {
      packages: ["#domain", "@trpc/client", "@trpc/server/observable"],
      types: ROUTER,
    }),
    ...room("src/widget", {
      packages: [...GROUND, "#transport", "@trpc/client"],
      types: ROUTER,
    }),
    // The loader runs in other people's pages and weighs what it imports.
    restrict(
      ["src/widget/loader*.ts"],
      [{ group: ["*", "!./loader*", "!#domain/**"], message: "The loader sees only ./loader* and #domain." }],
    ),
    ...room("src/client", AGENT_APP),
    // The building blocks know nothing of chat, what is live knows no screen, and a feature knows nothing of the others.
    ...room("src/client/ui", AGENT_APP),
    ...room("src/client/live", { ...AGENT_APP, beside: ["*"] }),
    ...room("src/client/features/*", { ...AGENT_APP, beside: ["../*", "../ui/**", "../live/**"] }),
    // Chaos is a stranger: it knocks at the public doors with the product's own transport, and knows the rest by type only.
    ...room("chaos", {
      beside: ["test/postgres-binaries.ts"],
      packages: ["#transport", "@trpc/client", "node:*", "bun", "bun:*"],
      types: ["#domain/**", ...ROUTER],
    }),
    // An attacker is a stranger: the tests' way to start and drive a Switchboard, and of the product what everybody has.
    ...room("attack", {
      beside: ["e2e/support/*", "test/*", "scripts/browser/*", "scripts/processes/*"],
      packages: ["#server/bots/testing.ts", "@trpc/client", "playwright", "node:*", "bun", "bun:*"],
      types: ["#domain/**", ...ROUTER],
    }),
    // The files beside the rooms put them together, so they see them all.
    restrict(
      ["src/server/*.ts"],
      [
        {
          group: ["*", "!./**", ...[...GROUND, "node:*", "bun", "zod"].flatMap(admit)],
          message: "What stands beside the rooms sees them all, and of the vendors only bun and zod.",
        },
      ],
    ),
    ...serverRooms,
    {
      files: ["src/domain/**"],
      rules: {
        "no-restricted-globals": ["error", { name: "Date", message: "Take the instant as a parameter." }],
        "no-restricted-properties": [
          "error",
          ...without(["Math"], ["random"], "Take chance as a parameter."),
        ],
      },
    },
    {
      files: ["src/server/**"],
      rules: {
        "no-restricted-properties": [
          "error",
          ...without(["process", "Bun"], ["env"], "Only src/server/startup/config.ts reads the environment."),
        ],
      },
    },
    { files: ["src/server/startup/config.ts"], rules: { "no-restricted-properties": "off" } },
    {
      files: TESTS,
      rules: {
        "max-lines": "off",
        "max-lines-per-function": "off",
        "typescript/no-restricted-imports": "off",
        "typescript/no-unsafe-type-assertion": "off",
        "typescript/await-thenable": "off",
        "no-restricted-globals": "off",
        "no-restricted-properties": [
          "error",
          ...without(
            ["test", "it", "describe"],
            ["skip", "only", "todo", "fixme"],
            "A test runs, or it is removed.",
          ),
          ...without(["mock"], ["module"], "It leaks into other files; hand the double in as a parameter."),
          ...without(["page", "frame"], ["waitForTimeout"], "Wait for the condition, not for time to pass."),
        ],
      },
    },
    {
      files: WHERE_TYPE_SYSTEMS_MEET,
      rules: {
        "typescript/no-unsafe-type-assertion": "off",
        "typescript/no-unnecessary-type-parameters": "off",
      },
    },
    // What is run by hand speaks to a terminal; the loader tells the page's owner why no chat appears.
    {
      files: [
        "scripts/**",
        "chaos/*.ts",
        "bench/**",
        "attack/*.ts",
        "test/**",
        "src/server/main.ts",
        "src/server/startup/commands/create-organization.ts",
        "src/widget/loader*.ts",
      ],
      rules: { "no-console": "off" },
    },
    {
      files: ["*.config.ts", "drizzle/**", "e2e/support/test-count-reporter.ts"],
      rules: { "import/no-default-export": "off" },
    },
  ],
});
