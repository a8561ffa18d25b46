import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { advice, expectListed } from "../../../test/advice.ts";
import { type Config, type Env, readConfig, VARIABLES } from "./config.ts";

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

test.each(VARIABLES)("%s counts as absent when it is undefined, empty or blank", (name) => {
  for (const value of [undefined, "", " \t"]) expect(configOf({ [name]: value })).toEqual(configOf({}));
});

test("what is not ours in the environment is not looked at", () => {
  expect(configOf({ PATH: "/bin", HOME: "", port: "eighty" })).toEqual(configOf({}));
});

const ORIGINS = ["https://localhost:8443", "https://127.0.0.1:8443", "https://[::1]:8443"];
const GOOD: readonly (readonly [Env, object])[] = [
  [{ PORT: " 8080 " }, { port: 8080, publicUrl: "http://localhost:8080", egress: { ownPorts: [8080] } }],
  [{ PORT: "1" }, { port: 1 }],
  [{ PORT: "65535" }, { port: 65_535 }],
  [
    { PUBLIC_URL: "https://127.0.0.1:8443" },
    { publicUrl: "https://127.0.0.1:8443", origins: ORIGINS, isPublicAddress: false },
  ],
  [
    { PORT: "80", PUBLIC_URL: "http://localhost:99" },
    { port: 80, publicUrl: "http://localhost:99" },
  ],
  [{ DATA_DIR: " /data " }, { dataDir: "/data" }],
  [{ DATA_DIR: "./a b~1/dä?#%41" }, { dataDir: "./a b~1/dä?#%41" }],
  [{ DATA_DIR: String.raw`C:\data` }, { dataDir: String.raw`C:\data` }],
  [
    { ...PUBLIC, PUBLIC_URL: "https://bücher.example:8443" },
    { publicUrl: "https://xn--bcher-kva.example:8443" },
  ],
  [{ ...PUBLIC, PUBLIC_URL: "https://chat_1.intranet" }, { publicUrl: "https://chat_1.intranet" }],
  [{ ...PUBLIC, PUBLIC_URL: "https://[2001:db8::1]" }, { publicUrl: "https://[2001:db8::1]" }],
  [
    { DATABASE_URL: "postgresql://u:p@db:6000/chat", APP_SECRET: SECRET },
    { databaseUrl: "postgresql://u:p@db:6000/chat", egress: { ownPorts: [3000, 6000] } },
  ],
  [{ APP_SECRET: `,${SECRET},` }, { appSecrets: [SECRET] }],
  [{ APP_SECRET: "," }, { appSecrets: [] }],
  [{ SETUP_TOKEN: SECRET.slice(0, 22) }, { setupToken: SECRET.slice(0, 22) }],
  [{ TRUST_PROXY: "none" }, { trustProxy: "none" }],
  [{ TRUST_PROXY: "fly" }, { trustProxy: "fly" }],
  [{ TRUST_PROXY: "10" }, { trustProxy: 10 }],
  [{ TRUST_PROXY: "Cloudflare" }, { trustProxy: "cloudflare" }],
  [{ TRUST_PROXY: "cloudfront" }, { trustProxy: "cloudfront" }],
  [{ TRUST_PROXY: "akamai" }, { trustProxy: "akamai" }],
  [{ TRUST_PROXY: "X-Real-IP" }, { trustProxy: { header: "x-real-ip", hops: 1 } }],
  [{ TRUST_PROXY: "Forwarded" }, { trustProxy: { header: "forwarded", hops: 1 } }],
  [{ TRUST_PROXY: "forwarded:2" }, { trustProxy: { header: "forwarded", hops: 2 } }],
  [
    { BOT_EGRESS_ALLOW: "http://10.0.0.5:8080, HTTPS://LLM.fern.shop," },
    { egress: { allow: ["http://10.0.0.5:8080", "https://llm.fern.shop"] } },
  ],
  [{ BOT_DAILY_TOKENS: "0" }, { botDailyTokens: 0 }],
  [{ BOT_DAILY_TOKENS: "999999999999" }, { botDailyTokens: 999_999_999_999 }],
  [{ RATE_LIMITS: "on" }, { rateLimits: "on" }],
  [{ RATE_LIMITS: "off" }, { rateLimits: "off" }],
  [{ SIGNUP: "closed" }, {}],
];

describe("a good value is taken, without the blanks around it", () => {
  test.each(GOOD)("%j", (env, expected) => {
    expect(configOf(env)).toMatchObject(expected);
  });
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

test("a secret that was accepted once may stand behind a better one, so that it can be left", () => {
  const old = "password password password password";
  expect(configOf({ APP_SECRET: `${SECRET},${old}` }).appSecrets).toEqual([SECRET, old]);
});

test("the port of our own database is never called by a chatbot", () => {
  const env = { DATABASE_URL: "postgres://u:p@127.0.0.1/chat", APP_SECRET: SECRET };
  expect(configOf(env).egress.ownPorts).toEqual([3000, 5432]);
});

const BAD: readonly (readonly [string, Env])[] = [
  ["PORT", { PORT: "eighty" }],
  ["PORT", { PORT: "0" }],
  ["PORT", { PORT: "65536" }],
  ["PORT", { PORT: "1e3" }],
  ["PORT", { PORT: "0x50" }],
  ["PUBLIC_URL", { PUBLIC_URL: "chat.fern.shop" }],
  ["PUBLIC_URL", { PUBLIC_URL: "ftp://chat.fern.shop" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://chat.fern.shop/chat" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://chat.fern.shop/?from=mail" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://chat.fern.shop/#chat" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "http://chat.fern.shop" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://ana@chat.fern.shop" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://*.fern.shop" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://${HOST}" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://chat.fern.shop." }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://chat.fern.shop:0" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://0.0.0.0" }],
  ["PUBLIC_URL", { ...PUBLIC, PUBLIC_URL: "https://[::]" }],
  ["DATA_DIR", { DATA_DIR: "~/data" }],
  ["DATA_DIR", { DATA_DIR: "$HOME/data" }],
  ["DATA_DIR", { DATA_DIR: "/srv/${NAME}" }],
  ["DATA_DIR", { DATA_DIR: '"/data"' }],
  ["DATA_DIR", { DATA_DIR: "file:./data" }],
  ["TRUST_PROXY", { PUBLIC_URL: "https://chat.fern.shop" }],
  ["TRUST_PROXY", { TRUST_PROXY: "yes" }],
  ["TRUST_PROXY", { TRUST_PROXY: "0" }],
  ["TRUST_PROXY", { TRUST_PROXY: "1.5" }],
  ["TRUST_PROXY", { TRUST_PROXY: "11" }],
  ["TRUST_PROXY", { TRUST_PROXY: "true" }],
  ["TRUST_PROXY", { TRUST_PROXY: "-1" }],
  ["TRUST_PROXY", { TRUST_PROXY: "nginx" }],
  ["TRUST_PROXY", { TRUST_PROXY: "10.0.0.0/8" }],
  ["TRUST_PROXY", { TRUST_PROXY: "forwarded:0" }],
  ["TRUST_PROXY", { TRUST_PROXY: "forwarded:11" }],
  ["DATABASE_URL", { DATABASE_URL: "mysql://db/chat", APP_SECRET: SECRET }],
  ["DATABASE_URL", { DATABASE_URL: "chat.db", APP_SECRET: SECRET }],
  ["DATABASE_URL", { DATABASE_URL: "postgres:///chat", APP_SECRET: SECRET }],
  ["DATABASE_URL", { DATABASE_URL: "postgres://ana:100%@db/chat", APP_SECRET: SECRET }],
  ["DATABASE_URL", { DATABASE_URL: "postgres://an%zza@db/chat", APP_SECRET: SECRET }],
  ["DATABASE_URL", { DATABASE_URL: "postgres://ana:a#b@db/chat", APP_SECRET: SECRET }],
  ["DATABASE_URL", { DATABASE_URL: "postgres://db:0/chat", APP_SECRET: SECRET }],
  ["APP_SECRET", { DATABASE_URL: "postgres://db/chat" }],
  ["APP_SECRET", { DATABASE_URL: "postgres://db/chat", APP_SECRET: "," }],
  ["APP_SECRET", { APP_SECRET: "short" }],
  ["APP_SECRET", { APP_SECRET: SECRET.slice(1) }],
  ["APP_SECRET", { APP_SECRET: "change-me-change-me-change-me-change-me" }],
  ["APP_SECRET", { APP_SECRET: "a".repeat(64) }],
  ["APP_SECRET", { APP_SECRET: `${SECRET},short` }],
  ["APP_SECRET", { APP_SECRET: "password password password password" }],
  ["APP_SECRET", { APP_SECRET: "01234567890123456789012345678901" }],
  ["APP_SECRET", { APP_SECRET: "$(openssl rand -base64 32 | tr -d x)" }],
  ["APP_SECRET", { APP_SECRET: "/run/secrets/switchboard_app_secret" }],
  ["SETUP_TOKEN", { SETUP_TOKEN: "letmein" }],
  ["SETUP_TOKEN", { SETUP_TOKEN: "letmein-letmein-letmein" }],
  ["SETUP_TOKEN", { SETUP_TOKEN: SECRET, APP_SECRET: SECRET }],
  ["SETUP_TOKEN", { SETUP_TOKEN: SECRET.slice(0, 21) }],
  ["SETUP_TOKEN", { SETUP_TOKEN: "your-secret-set-up-token" }],
  ["SETUP_TOKEN", { SETUP_TOKEN: `${SECRET}+` }],
  ["SETUP_TOKEN", { SETUP_TOKEN: `${SECRET}#1` }],
  ["SETUP_TOKEN", { SETUP_TOKEN: `${SECRET} ä` }],
  ["SIGNUP", { SIGNUP: "maybe" }],
  ["SIGNUP", { SIGNUP: "open" }],
  ["BOT_EGRESS_ALLOW", { BOT_EGRESS_ALLOW: "10.0.0.5:8080" }],
  ["BOT_EGRESS_ALLOW", { BOT_EGRESS_ALLOW: "http://10.0.0.5:8080/v1" }],
  ["BOT_EGRESS_ALLOW", { BOT_EGRESS_ALLOW: "http://a.test,*" }],
  ["BOT_EGRESS_ALLOW", { BOT_EGRESS_ALLOW: "http://*.a.test" }],
  ["BOT_EGRESS_ALLOW", { BOT_EGRESS_ALLOW: "ftp://a.test" }],
  ["BOT_DAILY_TOKENS", { BOT_DAILY_TOKENS: "-1" }],
  ["BOT_DAILY_TOKENS", { BOT_DAILY_TOKENS: "5_000" }],
  ["BOT_DAILY_TOKENS", { BOT_DAILY_TOKENS: "1000000000000" }],
  ["RATE_LIMITS", { RATE_LIMITS: "0" }],
  ["RATE_LIMITS", { ...PUBLIC, RATE_LIMITS: "off" }],
];

describe("a bad value stops the boot with one line that names it", () => {
  test.each(BAD)("%s: %j", (name, env) => {
    const problem = problemOf(env);
    expect(problem).toStartWith(`${name} `);
    expect(problem).not.toContain("\n");
  });
});

describe("the line says what to write", () => {
  const lines: readonly (readonly [string, Env])[] = [
    ['PORT must be a whole number from 1 to 65535, not "eighty".', { PORT: "eighty" }],
    ['PORT must be a whole number from 1 to 65535, not "80\\n81".', { PORT: "80\n81" }],
    [
      'PUBLIC_URL must be an address such as https://chat.example.com, not "chat.fern.shop".',
      { PUBLIC_URL: "chat.fern.shop" },
    ],
    [
      "PUBLIC_URL must name a host and nothing else: https://chat.fern.shop.",
      { ...PUBLIC, PUBLIC_URL: "https://ana:hunter2@chat.fern.shop/chat" },
    ],
    [
      "PUBLIC_URL must start with https:// unless it names this machine (localhost).",
      { ...PUBLIC, PUBLIC_URL: "http://chat.fern.shop" },
    ],
    [
      "DATABASE_URL must be an address such as postgres://user:password@host:5432/name, with special characters as %XX.",
      { DATABASE_URL: "chat.db", APP_SECRET: SECRET },
    ],
    [
      "APP_SECRET is required with DATABASE_URL, the same on every instance. Make one with `openssl rand -base64 32`.",
      { DATABASE_URL: "postgres://db/chat" },
    ],
    [
      "APP_SECRET must be 32 random characters or more. Make one with `openssl rand -base64 32`.",
      { APP_SECRET: "short,shorter" },
    ],
    [
      "APP_SECRET must be random: it repeats itself, follows a row of keys or is what a guide says. Make one with `openssl rand -base64 32`. Keep the one in use behind it: NEW,OLD.",
      { APP_SECRET: "password password password password" },
    ],
    [
      "SETUP_TOKEN must not be the APP_SECRET, which no address may have in it. Make one with `openssl rand -hex 32`.",
      { SETUP_TOKEN: SECRET, APP_SECRET: SECRET },
    ],
    [
      "SETUP_TOKEN must be 22 random characters or more. Make one with `openssl rand -hex 32`.",
      { SETUP_TOKEN: "letmein" },
    ],
    [
      'TRUST_PROXY must be "none", how many proxies of yours stand in front (1 to 10), "fly", "cloudflare", "cloudfront", "akamai", or the header that your proxy writes, such as X-Real-IP: with a public address it has to be said.',
      { PUBLIC_URL: "https://chat.fern.shop" },
    ],
    [
      'TRUST_PROXY must be "none", how many proxies of yours stand in front (1 to 10), "fly", "cloudflare", "cloudfront", "akamai", or the header that your proxy writes, such as X-Real-IP, not "11".',
      { TRUST_PROXY: "11" },
    ],
    [
      'BOT_EGRESS_ALLOW must list exact origins such as http://10.0.0.5:8080, not "*".',
      { BOT_EGRESS_ALLOW: "http://a.test,*,b.test" },
    ],
    ['BOT_DAILY_TOKENS must be a whole number from 0 to 999999999999, not "-1".', { BOT_DAILY_TOKENS: "-1" }],
    ['RATE_LIMITS must be "on" or "off", not "0".', { RATE_LIMITS: "0" }],
    ['RATE_LIMITS can be "off" only while PUBLIC_URL names this machine.', { ...PUBLIC, RATE_LIMITS: "off" }],
    ['SIGNUP must be "closed", not "maybe".', { SIGNUP: "maybe" }],
    [
      'SIGNUP cannot be "open": add an organization with `bun run organization:create NAME`.',
      { SIGNUP: "open" },
    ],
  ];
  test.each(lines)("%s", (line, env) => {
    expect(problemOf(env)).toBe(line);
  });
});

describe("several bad values are told together", () => {
  test("each variable has one sentence in the line", () => {
    const problem = problemOf({ PORT: "0", BOT_EGRESS_ALLOW: "a,b", SIGNUP: "maybe" });
    expect(problem).toBe(
      'PORT must be a whole number from 1 to 65535, not "0". ' +
        'BOT_EGRESS_ALLOW must list exact origins such as http://10.0.0.5:8080, not "a". ' +
        'SIGNUP must be "closed", not "maybe".',
    );
  });

  test("what a public address asks for is told beside a mistake elsewhere", () => {
    const problem = problemOf({ PORT: "0", PUBLIC_URL: "https://chat.fern.shop", RATE_LIMITS: "off" });
    for (const name of ["PORT must", "TRUST_PROXY must", "RATE_LIMITS can"]) expect(problem).toContain(name);
  });

  test("an address that cannot be read asks for nothing else", () => {
    expect(problemOf({ PUBLIC_URL: "chat.fern.shop", RATE_LIMITS: "off" })).not.toContain("RATE_LIMITS");
    expect(problemOf({ PUBLIC_URL: "http://chat.fern.shop" })).not.toContain("TRUST_PROXY");
    expect(problemOf({ DATABASE_URL: "mysql://db/chat" })).not.toContain("APP_SECRET");
  });
});

describe("a secret is not repeated in the line", () => {
  const secrets: readonly (readonly [string, Env])[] = [
    ["hunter2", { DATABASE_URL: "mysql://ana:hunter2@db/chat", APP_SECRET: SECRET }],
    ["hunter2", { DATABASE_URL: "postgres://ana:hunter2@db/chat" }],
    ["hunter2", { PUBLIC_URL: "postgres://ana:hunter2@db/chat" }],
    ["hunter2", { PUBLIC_URL: "ana:hunter2@chat.fern.shop" }],
    ["hunter2", { PUBLIC_URL: "ftp://ana:hunter2/@@chat.fern.shop" }],
    ["hunter2", { BOT_EGRESS_ALLOW: "http://ana:hunter2@10.0.0.5:8080" }],
    ["short", { APP_SECRET: `${SECRET},short` }],
    ["q2N8", { APP_SECRET: `${SECRET},short` }],
    ["letmein", { SETUP_TOKEN: "letmein" }],
  ];
  test.each(secrets)("%s of %j", (secret, env) => {
    expect(problemOf(env)).not.toBeNull();
    expect(problemOf(env)).not.toContain(secret);
  });
});

describe("every variable", () => {
  const here = advice`Give each of these a value that is taken in GOOD, and one that is refused in BAD, in ${"src/server/startup/config.test.ts"}.`;

  test("has a value that is taken", () => {
    const tried = VARIABLES.filter((name) => GOOD.some(([env]) => name in env));
    expectListed({ found: VARIABLES, listed: tried, fix: here });
  });

  test("has a value that is refused", () => {
    expectListed({ found: VARIABLES, listed: BAD.map(([name]) => name), fix: here });
  });

  test("has its row in the README", async () => {
    const readme = await Bun.file(join(import.meta.dir, "../../../README.md")).text();
    const rows = [...readme.matchAll(/^\| `([A-Z][A-Z_]+)` +\|/gm)].map(([, name = ""]) => name);

    const fix = advice`Give each of these a row in ${"README.md"}, under “Configure”.`;
    expectListed({ found: VARIABLES, listed: rows, fix });
  });
});
