import { defineConfig } from "oxlint";
import { ROUTER } from "./lint/drawing.ts";
import { sealFolder, undrawn, wallsOfRooms } from "./lint/walls.ts";

const TESTS = ["**/*.test.{ts,tsx}", "**/*.spec.ts", "**/testing.ts", "**/testing/**", "test/**", "e2e/**"];
/** Casts are allowed only where two type systems meet. */
const WHERE_TYPE_SYSTEMS_MEET = [
  "src/server/db/store/{columns,dialects}/**",
  "src/server/db/auth/better-auth-queries.ts",
  "src/server/auth/sign-in/better-auth-adapter.ts",
  "src/server/http/socket/trpc-socket.ts",
  "bench/systems/switchboard/client-environment.ts",
];
/** Forbids members of `objects`, and says what to do instead. */
function without(objects: readonly string[], properties: readonly string[], message: string) {
  return objects.flatMap((object) => properties.map((property) => ({ object, property, message })));
}

const ENVIRONMENT = without(
  ["process", "Bun"],
  ["env"],
  "Only src/server/startup/config.ts reads the environment.",
);

/**
 * Members for writing. Code in front of the services reads through a `Reader`, and writes only by calling a service.
 */
const WRITES = ["record", "transact"].map((property) => ({
  property,
  message: "Nothing is written here: call a service, or write one in src/server/services.",
}));

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
    "import/no-cycle": ["error", { ignoreTypes: false }],
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
    "no-underscore-dangle": ["error", { allow: ["_def", "_planted"] }],
    "no-unused-vars": [
      "error",
      { ignoreRestSiblings: true, argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
    ],
    // No class here has methods that could lose their `this`.
    "typescript/unbound-method": "off",
    // Plain data is copied on purpose, and a socket has one listener.
    "oxc/no-map-spread": "off",
    "unicorn/prefer-add-event-listener": "off",
    "import/no-named-as-default-member": "off",
  },
  overrides: [
    undrawn,
    ...wallsOfRooms(),
    // Chaos is an outside client: it uses the public API with the product's own transport, and imports the rest as
    // types.
    ...sealFolder(
      "chaos",
      {
        packages: ["#transport", "@trpc/client", "node:*", "bun", "bun:*"],
        types: ["#domain/**", ...ROUTER],
      },
      ["test/ensure-system-tool.ts", "test/postgres-binaries.ts"],
    ),
    // Attacks are outside clients: they start and use a Switchboard as the tests do, and import the product as types.
    ...sealFolder(
      "attack",
      {
        packages: [
          "#server/bots/testing/fake-bot-server.ts",
          "@trpc/client",
          "playwright",
          "node:*",
          "bun",
          "bun:*",
        ],
        types: ["#domain/**", ...ROUTER],
      },
      ["e2e/support/*", "test/*", "test/bulk-load/*", "scripts/browser/*", "scripts/processes/*"],
    ),
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
        "no-restricted-properties": ["error", ...ENVIRONMENT],
        "no-restricted-globals": [
          "error",
          {
            name: "fetch",
            message: "Take the guarded fetch (src/server/bots/egress/guarded-fetch.ts) as a parameter.",
          },
        ],
      },
    },
    {
      files: ["src/server/{api,http,channels}/**"],
      rules: { "no-restricted-properties": ["error", ...ENVIRONMENT, ...WRITES] },
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
    // Commands print to a terminal. The loader logs for the page's owner why no chat appears.
    {
      files: [
        "scripts/**",
        "chaos/*.ts",
        "bench/**",
        "attack/*.ts",
        "test/**",
        "src/server/main.ts",
        "src/server/startup/commands/create-organization.ts",
        "src/widget/loader/loader.ts",
      ],
      rules: { "no-console": "off" },
    },
    {
      files: ["*.config.ts", "drizzle/**", "e2e/support/test-counts-reporter.ts"],
      rules: { "import/no-default-export": "off" },
    },
  ],
});
