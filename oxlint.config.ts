import { defineConfig } from "oxlint";

/**
 * The rooms of `src/server`, lowest floor first. A room sees the floors below it and nothing else: not the
 * floors above, not its neighbours. `main.ts` and `compose.ts` stand outside and see everything.
 */
const floors = [["db", "events", "bots"], ["desk"], ["api", "channels"], ["http"]];

/** The ground rooms, and which other ground rooms each may stand on. */
const ground: Record<string, readonly string[]> = { domain: [], locales: ["domain"], link: ["domain"] };

/** Which vendor lives in which rooms; everywhere else it does not exist. An allow-list, so a new room starts with none. */
const vendors: Record<string, readonly string[]> = {
  db: ["drizzle-orm", "bun"],
  events: ["bun"],
  bots: ["openai"],
  desk: [],
  api: ["@trpc/server", "zod"],
  channels: [],
  http: ["elysia", "@trpc/server", "better-auth", "zod", "bun"],
};

const roomsOf = (house: string) => `(#${house}/|/${house}/)`;
const browserVendors = {
  client:
    "react(-dom|-hook-form)?|@base-ui/react|@hookform/resolvers|@tanstack/react-query|@trpc/(react-query|client)|lucide-react|virtua|wouter|zod",
  widget: "preact|@trpc/client",
  link: "@trpc/client",
};

interface Forbidden {
  regex: string;
  message: string;
  allowTypeImports?: boolean;
}
const forbid = (...patterns: Forbidden[]) => ["error", { patterns }] as const;

/** A bare package name that is not one of `allowed`; oxlint's regexes have no look-ahead, so the room's list is spelled as `allowed or ours`. */
const strangers = (house: string, allowed: string): Forbidden => ({
  regex: `^(?:[^.#n]|n[^o]|no[^d]|nod[^e]|node[^:])`,
  message: `${house} may import only ${allowed || "nothing from npm"}.`,
});

const serverRooms = floors.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    room,
    hidden: [...rooms.filter((other) => other !== room), ...floors.slice(floor + 1).flat()],
  })),
);

export default defineConfig({
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "react", "jsx-a11y", "promise"],
  categories: { correctness: "error", suspicious: "error", perf: "warn" },
  options: { typeAware: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: [".tsc", "dist", "node_modules", "drizzle/*/meta"],
  rules: {
    "no-console": "error",
    eqeqeq: "error",
    "max-params": ["error", { max: 4 }],
    "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
    "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "react/react-in-jsx-scope": "off",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "typescript/consistent-return": "off",
    "typescript/no-floating-promises": "error",
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "no-await-in-loop": "off",
    "no-underscore-dangle": ["error", { allow: ["_def"] }],
  },
});
