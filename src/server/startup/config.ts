import { z } from "zod";
import { isPlaceholder, looksRandom } from "#domain/security/random-text.ts";
import type { EgressPolicy } from "../bots/egress/egress-policy.ts";
import { HOPS_MAX, readTrustProxy, type TrustProxy } from "../http/security/trust-proxy.ts";
import type { RateLimitMode } from "../limits/rate-limiter.ts";

/** The operator's configuration, validated and parsed. */
export interface Config {
  port: number;
  /** The public origin, without a trailing slash. */
  publicUrl: string;
  /** Every origin of this deployment. On loopback the host's three names are one. */
  origins: readonly string[];
  /** Whether the origin is public. Cookies are then sent over https only. */
  isPublicAddress: boolean;
  dataDir: string;
  /** The URL of Postgres; `null` for SQLite in `dataDir`. */
  databaseUrl: string | null;
  /** Newest first. If empty, one is created and stored in `dataDir`. */
  appSecrets: readonly string[];
  setupToken: string | null;
  trustProxy: TrustProxy;
  egress: EgressPolicy;
  rateLimits: RateLimitMode;
  /** The approximate number of tokens a company's own chatbot may use in a day. */
  botDailyTokens: number;
}

/** The process's environment. */
export type Env = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 3000;
const PORT_MAX = 65_535;
const POSTGRES_PORT = 5432;
/** The minimum length of a secret that keys are derived from: 32 bytes are 256 bits if they are random. */
const SECRET_MIN_LENGTH = 32;
/** The minimum length of a set-up token: 128 bits in base64url. */
const SETUP_TOKEN_MIN_LENGTH = 22;
/** Enough for two thousand answers of average length. */
const DAILY_TOKENS = 5_000_000;
const DAILY_TOKENS_MAX = 999_999_999_999;
/** Common non-random values, such as those copied from a guide or one repeated character. */
const PLACEHOLDER = /change.?me|example|your.?secret|^(.)\1*$/i;
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];
const HTTP = ["http:", "https:"];
const POSTGRES = ["postgres:", "postgresql:"];
const POSTGRES_ADDRESS =
  "must be an address such as postgres://user:password@host:5432/name, with special characters as %XX.";
/** What a shell would have read: `~`, `$HOME`, quotes; or an address. Taken as it is, it names a folder that nobody meant. */
const UNREAD_PATH = /^[~"'`]|\$|^[a-z]{2,}:/i;
/** What an address may have in its query, as it is (RFC 3986 §3.4), and no form reads otherwise. */
const STANDS_IN_ADDRESS = /^[\w.~/=-]+$/;
/** An address that means every address, and names that no certificate and no browser has. */
const UNOPENED_HOST = /^0\.0\.0\.0$|^\[::\]$|[^a-z0-9.:[\]_-]|\.$/;
const MAKE_SECRET = "Make one with `openssl rand -base64 32`.";
const MAKE_TOKEN = "Make one with `openssl rand -hex 32`.";
const NOT_MADE_UP = "must be random: it repeats itself, follows a row of keys or is what a guide says.";
const PROXY_CHOICES = `must be "none", how many proxies of yours stand in front (1 to ${HOPS_MAX}), "fly", "cloudflare", "cloudfront", "akamai", or the header that your proxy writes, such as X-Real-IP`;

/**
 * Every variable there is. A message continues its variable's name, says what to write, and repeats the value only
 * through `butGot`, which a secret may not use.
 */
const variables = z.object({
  PORT: wholeNumber(1, PORT_MAX).default(DEFAULT_PORT),
  PUBLIC_URL: z
    .string()
    .refine(
      (text) => hasProtocol(text, HTTP) && canBeOpened(new URL(text)),
      butGot("must be an address such as https://chat.example.com"),
    )
    .transform((text) => new URL(text))
    .superRefine((url, context) => {
      if (isMoreThanOrigin(url)) context.addIssue(`must name a host and nothing else: ${url.origin}.`);
    })
    .refine((url) => url.protocol === "https:" || isLoopback(url), {
      error: "must start with https:// unless it names this machine (localhost).",
    })
    .optional(),
  DATA_DIR: z
    .string()
    .refine((text) => !UNREAD_PATH.test(text), butGot("must be a plain path such as /var/lib/switchboard"))
    .default("./data"),
  // The value contains a password.
  DATABASE_URL: z
    .string()
    .refine(isPostgresAddress, { error: POSTGRES_ADDRESS })
    .transform((text) => new URL(text))
    .optional(),
  // What older secrets are like does not matter any more: the newest seals.
  APP_SECRET: listOf(randomText(SECRET_MIN_LENGTH, MAKE_SECRET)).refine(
    ([newest]) => newest === undefined || isWellMade(newest),
    { error: `${NOT_MADE_UP} ${MAKE_SECRET} Keep the one in use behind it: NEW,OLD.` },
  ),
  SETUP_TOKEN: randomText(SETUP_TOKEN_MIN_LENGTH, MAKE_TOKEN)
    .refine(isWellMade, { error: `${NOT_MADE_UP} ${MAKE_TOKEN}` })
    .refine((text) => STANDS_IN_ADDRESS.test(text), {
      error: `has characters that are lost in an address. ${MAKE_TOKEN}`,
    })
    .optional(),
  TRUST_PROXY: z
    .string()
    .refine((text) => readTrustProxy(text) !== null, butGot(PROXY_CHOICES))
    .transform((text) => readTrustProxy(text) ?? "none")
    .optional(),
  BOT_EGRESS_ALLOW: listOf(
    z
      .string()
      .toLowerCase()
      .refine(
        (text) => hasProtocol(text, HTTP) && new URL(text).origin === text && !text.includes("*"),
        butGot("must list exact origins such as http://10.0.0.5:8080"),
      ),
  ),
  BOT_DAILY_TOKENS: wholeNumber(0, DAILY_TOKENS_MAX).default(DAILY_TOKENS),
  RATE_LIMITS: z.enum(["on", "off"], butGot('must be "on" or "off"')).default("on"),
  SIGNUP: z
    .string()
    .refine((text) => text !== "open", {
      error: 'cannot be "open": add an organization with `bun run organization:create NAME`.',
    })
    .refine((text) => text === "closed", butGot('must be "closed"'))
    .optional(),
});

/** The names of all variables. */
export const VARIABLES: readonly string[] = Object.keys(variables.shape);

/** Rules about several variables. */
const environment = variables
  .refine(({ DATABASE_URL, APP_SECRET }) => DATABASE_URL === undefined || APP_SECRET.length > 0, {
    path: ["APP_SECRET"],
    error: `is required with DATABASE_URL, the same on every instance. ${MAKE_SECRET}`,
    when: areValid("DATABASE_URL", "APP_SECRET"),
  })
  .refine(({ APP_SECRET, SETUP_TOKEN = "" }) => !APP_SECRET.includes(SETUP_TOKEN), {
    path: ["SETUP_TOKEN"],
    error: `must not be the APP_SECRET, which no address may have in it. ${MAKE_TOKEN}`,
    when: areValid("APP_SECRET", "SETUP_TOKEN"),
  })
  .refine(({ PUBLIC_URL, TRUST_PROXY }) => isLoopback(PUBLIC_URL) || TRUST_PROXY !== undefined, {
    path: ["TRUST_PROXY"],
    error: `${PROXY_CHOICES}: with a public address it has to be said.`,
    when: areValid("PUBLIC_URL", "TRUST_PROXY"),
  })
  .refine(({ PUBLIC_URL, RATE_LIMITS }) => isLoopback(PUBLIC_URL) || RATE_LIMITS === "on", {
    path: ["RATE_LIMITS"],
    error: 'can be "off" only while PUBLIC_URL names this machine.',
    when: areValid("PUBLIC_URL", "RATE_LIMITS"),
  });

/**
 * Reads the environment: the only place that knows its names. An empty value counts as absent. Invalid values stop the
 * boot, so the result is either a whole configuration or one line that says of every wrong variable what to write.
 */
export function readConfig(env: Env = process.env): { config: Config } | { problem: string } {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()]);
  const answer = environment.safeParse(Object.fromEntries(trimmed.filter(([, value]) => value !== "")));
  return answer.success
    ? { config: configOf(answer.data) }
    : { problem: describeIssues(answer.error.issues) };
}

function configOf(values: z.output<typeof environment>): Config {
  const {
    PORT: port,
    PUBLIC_URL: url = new URL(`http://localhost:${port}`),
    DATABASE_URL: database,
    DATA_DIR: dataDir,
    APP_SECRET: appSecrets,
    SETUP_TOKEN: setupToken = null,
    TRUST_PROXY: trustProxy = "none",
    BOT_EGRESS_ALLOW: allow,
    RATE_LIMITS: rateLimits,
    BOT_DAILY_TOKENS: botDailyTokens,
    // There is one value.
    SIGNUP: _signUp,
    ...unread
  } = values;
  // A variable that nothing reads does not compile.
  unread satisfies Record<string, never>;
  const isPublicAddress = !isLoopback(url);
  return {
    port,
    publicUrl: url.origin,
    origins: isPublicAddress ? [url.origin] : loopbackOrigins(url),
    isPublicAddress,
    dataDir,
    databaseUrl: database?.href ?? null,
    appSecrets,
    setupToken,
    trustProxy,
    egress: {
      allow,
      // On a laptop, admin and operator are the same person, so a local model works at the first attempt.
      loopbackAllowed: !isPublicAddress,
      ownPorts: database === undefined ? [port] : [port, Number(database.port) || POSTGRES_PORT],
    },
    rateLimits,
    botDailyTokens,
  };
}

/** Reports only the first mistake in each variable: once it is fixed, any others are obvious. */
function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  const problems = new Map<string, string>();
  for (const { path, message } of issues) {
    const name = String(path[0]);
    if (!problems.has(name)) problems.set(name, `${name} ${message}`);
  }
  return [...problems.values()].join(" ");
}

/** Adds the invalid value to the message of a rule, on one line and without a password in it. */
function butGot(rule: string) {
  return {
    error({ input }: { input?: unknown }) {
      const shown = String(input).replace(/^([a-z]+:\/\/)?.*@/is, "$1***@");
      return `${rule}, not ${JSON.stringify(shown)}.`;
    },
  };
}

/** Applies a rule about several variables only where each of them is valid by itself. */
function areValid(...names: readonly string[]) {
  return ({ issues }: z.core.ParsePayload) => issues.every(({ path }) => !names.includes(String(path?.[0])));
}

function wholeNumber(min: number, max: number) {
  return z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max,
      butGot(`must be a whole number from ${min} to ${max}`),
    )
    .transform(Number);
}

function randomText(minLength: number, howToMake: string) {
  const error = `must be ${minLength} random characters or more. ${howToMake}`;
  return z
    .string()
    .min(minLength, { error })
    .refine((text) => !PLACEHOLDER.test(text), { error });
}

function isWellMade(text: string): boolean {
  return looksRandom(text) && !isPlaceholder(text);
}

/** Parses comma-separated entries; none if the variable is absent. */
function listOf<Entry extends z.ZodType<string, string>>(entry: Entry) {
  return z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(z.array(entry));
}

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

/** Whether a browser can open the address, and then calls it by that name. */
function canBeOpened({ hostname, port }: URL): boolean {
  return port !== "0" && !UNOPENED_HOST.test(hostname);
}

function isPostgresAddress(text: string): boolean {
  if (!hasProtocol(text, POSTGRES) || /%(?![\da-f]{2})/i.test(text)) return false;
  const { hostname, port } = new URL(text);
  return hostname !== "" && port !== "0";
}

function isMoreThanOrigin({ pathname, search, hash, username }: URL): boolean {
  return pathname !== "/" || search !== "" || hash !== "" || username !== "";
}

/** Whether an address is loopback, as the default is. */
function isLoopback(url: URL | undefined): boolean {
  return url === undefined || LOOPBACK_NAMES.includes(url.hostname);
}

function loopbackOrigins(url: URL): readonly string[] {
  const port = url.port === "" ? "" : `:${url.port}`;
  return LOOPBACK_NAMES.map((name) => `${url.protocol}//${name}${port}`);
}
