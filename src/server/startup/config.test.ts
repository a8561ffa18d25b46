import { describe, expect, test } from "bun:test";
import { type Config, type Env, readConfig } from "./config.ts";

const PUBLIC = { PUBLIC_URL: "https://chat.fern.shop", TRUST_PROXY: "1" };
const SECRET = "q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";

function configOf(env: Env): Config {
  const answer = readConfig(env);
  if ("problem" in answer) throw new Error(answer.problem);
  return answer.config;
}

function problemOf(env: Env): string | null {
  const answer = readConfig(env);
  return "problem" in answer ? answer.problem : null;
}

test("an empty environment is a laptop: SQLite, port 3000, this machine's three names as one", () => {
  expect(configOf({})).toEqual({
    port: 3000,
    publicUrl: "http://localhost:3000",
    origins: ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"],
    isPublicAddress: false,
    dataDir: "./data",
    databaseUrl: null,
    appSecrets: [],
    setupToken: null,
    trustProxy: "none",
    egress: { allow: [], loopbackAllowed: true, ownPorts: [3000] },
    rateLimits: "on",
    botDailyTokens: 5_000_000,
  });
});

test("an empty value counts as absent", () => {
  expect(configOf({ PORT: "", DATABASE_URL: " ", TRUST_PROXY: "" })).toEqual(configOf({}));
});

test("a public address is strict and the only origin", () => {
  const config = configOf({ ...PUBLIC, PUBLIC_URL: "https://Chat.Fern.shop/" });
  expect(config).toMatchObject({
    isPublicAddress: true,
    egress: { loopbackAllowed: false },
    origins: ["https://chat.fern.shop"],
    trustProxy: 1,
  });
});

test("several secrets are read newest first", () => {
  expect(configOf({ APP_SECRET: `${SECRET}, ${SECRET}old` }).appSecrets).toEqual([SECRET, `${SECRET}old`]);
});

test("the port of our own database is never called by a chatbot", () => {
  const env = { DATABASE_URL: "postgres://u:p@127.0.0.1/chat", APP_SECRET: SECRET };
  expect(configOf(env).egress.ownPorts).toEqual([3000, 5432]);
});

describe("a bad value stops the boot with one line that names it", () => {
  const bad: readonly (readonly [string, Env])[] = [
    ["PORT", { PORT: "eighty" }],
    ["PORT", { PORT: "0" }],
    ["PORT", { PORT: "65536" }],
    ["PUBLIC_URL", { PUBLIC_URL: "chat.fern.shop" }],
    ["PUBLIC_URL", { PUBLIC_URL: "ftp://chat.fern.shop" }],
    ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://chat.fern.shop/chat" }],
    ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "http://chat.fern.shop" }],
    ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://ana@chat.fern.shop" }],
    ["TRUST_PROXY", { PUBLIC_URL: "https://chat.fern.shop" }],
    ["TRUST_PROXY", { TRUST_PROXY: "yes" }],
    ["TRUST_PROXY", { TRUST_PROXY: "0" }],
    ["TRUST_PROXY", { TRUST_PROXY: "1.5" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://db/chat", APP_SECRET: SECRET }],
    ["DATABASE_URL", { DATABASE_URL: "chat.db", APP_SECRET: SECRET }],
    ["APP_SECRET", { DATABASE_URL: "postgres://db/chat" }],
    ["APP_SECRET", { APP_SECRET: "short" }],
    ["APP_SECRET", { APP_SECRET: "change-me-change-me-change-me-change-me" }],
    ["APP_SECRET", { APP_SECRET: "a".repeat(64) }],
    ["APP_SECRET", { APP_SECRET: `${SECRET},short` }],
    ["SETUP_TOKEN", { SETUP_TOKEN: "letmein" }],
    ["SIGNUP", { SIGNUP: "maybe" }],
    ["SIGNUP", { SIGNUP: "open" }],
    ["BOT_EGRESS_ALLOW", { BOT_EGRESS_ALLOW: "10.0.0.5:8080" }],
    ["BOT_EGRESS_ALLOW", { BOT_EGRESS_ALLOW: "http://10.0.0.5:8080/v1" }],
    ["BOT_EGRESS_ALLOW", { BOT_EGRESS_ALLOW: "http://a.test,*" }],
    ["RATE_LIMITS", { RATE_LIMITS: "0" }],
    ["RATE_LIMITS", { ...PUBLIC, RATE_LIMITS: "off" }],
  ];
  test.each(bad)("%s: %j", (name, env) => {
    const problem = problemOf(env);
    expect(problem).toStartWith(name);
    expect(problem).not.toContain("\n");
  });
});

test("a password in DATABASE_URL is not repeated in the line", () => {
  expect(problemOf({ DATABASE_URL: "mysql://ana:hunter2@db/chat", APP_SECRET: SECRET })).not.toContain(
    "hunter2",
  );
});
