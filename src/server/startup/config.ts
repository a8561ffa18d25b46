import type { EgressPolicy } from "../bots/egress/egress-policy.ts";
import type { TrustProxy } from "../http/security/client-address.ts";
import type { RateLimitMode } from "../http/limits/rate-limiter.ts";

/** What the operator has decided, checked and put in order. */
export interface Config {
  port: number;
  /** The origin people open, without a slash at the end. */
  publicUrl: string;
  /** Every origin that is ours: on loopback the machine's three names are one. */
  origins: readonly string[];
  /** Any public address: cookies are then only sent over https. */
  isPublicAddress: boolean;
  dataDir: string;
  /** `null`: SQLite in `dataDir`. */
  databaseUrl: string | null;
  /** Newest first; empty: one is made and kept in `dataDir`. */
  appSecrets: readonly string[];
  setupToken: string | null;
  trustProxy: TrustProxy;
  egress: EgressPolicy;
  rateLimits: RateLimitMode;
  /** How many tokens a company's own chatbot may cost it in a day, roughly counted. */
  botDailyTokens: number;
}

/** The environment as the process is given it. */
export type Env = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 3000;
const PORT_MAX = 65_535;
const POSTGRES_PORT = 5432;
const HOPS_MAX = 10;
/** 32 bytes are 256 bits where they are random; the least that keys may be derived from. */
const SECRET_MIN_LENGTH = 32;
/** 128 bits in base64url. */
const SETUP_TOKEN_MIN_LENGTH = 22;
/** Two thousand answers of an ordinary length. */
const DAILY_TOKENS = 5_000_000;
const EXAMPLES = /change.?me|example|your.?secret|^(.)\1*$/i;
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** Stops the reading; its message is the one line the operator sees. */
class ConfigurationError extends Error {}

/**
 * Reads the environment: the only place that knows its names. An empty value counts as absent. A bad one stops the
 * boot, so the answer is either a whole configuration or one line that says what to mend.
 */
export function readConfig(env: Env = process.env): { config: Config } | { problem: string } {
  try {
    return { config: read(env) };
  } catch (error) {
    if (error instanceof ConfigurationError) return { problem: error.message };
    throw error;
  }
}

function read(env: Env): Config {
  const port = readPort(valueOf(env, "PORT"));
  const url = readPublicUrl(valueOf(env, "PUBLIC_URL") ?? `http://localhost:${port}`);
  const strict = !LOOPBACK_NAMES.includes(url.hostname);
  const databaseUrl = readDatabaseUrl(valueOf(env, "DATABASE_URL"));
  readSignUp(valueOf(env, "SIGNUP"));
  return {
    port,
    publicUrl: url.origin,
    origins: strict ? [url.origin] : loopbackOrigins(url),
    isPublicAddress: strict,
    dataDir: valueOf(env, "DATA_DIR") ?? "./data",
    databaseUrl: databaseUrl?.href ?? null,
    appSecrets: readSecrets(valueOf(env, "APP_SECRET"), databaseUrl !== null),
    setupToken: readSetupToken(valueOf(env, "SETUP_TOKEN")),
    trustProxy: readTrustProxy(valueOf(env, "TRUST_PROXY"), strict),
    egress: {
      allow: readOrigins(valueOf(env, "BOT_EGRESS_ALLOW")),
      // On a laptop admin and operator are one person, so that a local model works at the first try.
      loopbackAllowed: !strict,
      ownPorts: databaseUrl === null ? [port] : [port, Number(databaseUrl.port) || POSTGRES_PORT],
    },
    rateLimits: readRateLimits(valueOf(env, "RATE_LIMITS"), strict),
    botDailyTokens: readDailyTokens(valueOf(env, "BOT_DAILY_TOKENS")),
  };
}

function valueOf(env: Env, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === "" ? null : value;
}

function readPort(value: string | null): number {
  if (value === null) return DEFAULT_PORT;
  const port = Number(value);
  if (!/^\d+$/.test(value) || port < 1 || port > PORT_MAX) {
    throw new ConfigurationError(`PORT must be a number from 1 to ${PORT_MAX}, not "${value}".`);
  }
  return port;
}

function readPublicUrl(value: string): URL {
  const url = parse(value);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new ConfigurationError(
      `PUBLIC_URL must be an address such as https://chat.example.com, not "${value}".`,
    );
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new ConfigurationError(`PUBLIC_URL must name a host and nothing after it: ${url.origin}.`);
  }
  if (url.protocol === "http:" && !LOOPBACK_NAMES.includes(url.hostname)) {
    throw new ConfigurationError(
      "PUBLIC_URL must start with https:// unless it names this machine (localhost).",
    );
  }
  return url;
}

function loopbackOrigins(url: URL): readonly string[] {
  const port = url.port === "" ? "" : `:${url.port}`;
  return LOOPBACK_NAMES.map((name) => `${url.protocol}//${name}${port}`);
}

/** The value holds a password, so it is never repeated. */
function readDatabaseUrl(value: string | null): URL | null {
  if (value === null) return null;
  const url = parse(value);
  if (url === null || !["postgres:", "postgresql:"].includes(url.protocol) || url.hostname === "") {
    throw new ConfigurationError(
      "DATABASE_URL must be an address such as postgres://user:password@host:5432/name.",
    );
  }
  return url;
}

function readSecrets(value: string | null, isShared: boolean): readonly string[] {
  if (value === null) {
    if (!isShared) return [];
    throw new ConfigurationError(
      "APP_SECRET is required with DATABASE_URL, the same on every machine. Make one with: openssl rand -base64 32",
    );
  }
  const secrets = listOf(value);
  if (secrets.some((secret) => secret.length < SECRET_MIN_LENGTH || EXAMPLES.test(secret))) {
    throw new ConfigurationError(
      `APP_SECRET must be ${SECRET_MIN_LENGTH} random characters or more. Make one with: openssl rand -base64 32`,
    );
  }
  return secrets;
}

function readSetupToken(value: string | null): string | null {
  if (value !== null && (value.length < SETUP_TOKEN_MIN_LENGTH || EXAMPLES.test(value))) {
    throw new ConfigurationError(
      `SETUP_TOKEN must be ${SETUP_TOKEN_MIN_LENGTH} random characters or more. Make one with: openssl rand -hex 32`,
    );
  }
  return value;
}

function readTrustProxy(value: string | null, strict: boolean): TrustProxy {
  const choices = 'TRUST_PROXY must be "none", "fly", or how many proxies of yours stand in front';
  if (value === null) {
    if (!strict) return "none";
    throw new ConfigurationError(`${choices}: with a public address it has to be said.`);
  }
  if (value === "none" || value === "fly") return value;
  const hops = Number(value);
  if (/^\d+$/.test(value) && hops >= 1 && hops <= HOPS_MAX) return hops;
  throw new ConfigurationError(`${choices} (1 to ${HOPS_MAX}), not "${value}".`);
}

function readOrigins(value: string | null): readonly string[] {
  return (value === null ? [] : listOf(value)).map((entry) => {
    const url = parse(entry);
    if (url !== null && ["http:", "https:"].includes(url.protocol) && entry.toLowerCase() === url.origin) {
      return url.origin;
    }
    throw new ConfigurationError(
      `BOT_EGRESS_ALLOW must list exact origins such as http://10.0.0.5:8080, not "${entry}".`,
    );
  });
}

function readRateLimits(value: string | null, strict: boolean): RateLimitMode {
  if (value === null || value === "on") return "on";
  if (value !== "off") throw new ConfigurationError(`RATE_LIMITS must be "on" or "off", not "${value}".`);
  if (strict)
    throw new ConfigurationError("RATE_LIMITS=off is accepted only while PUBLIC_URL names this machine.");
  return "off";
}

function readDailyTokens(value: string | null): number {
  if (value === null) return DAILY_TOKENS;
  if (/^\d{1,12}$/.test(value)) return Number(value);
  throw new ConfigurationError(
    `BOT_DAILY_TOKENS must be a whole number such as ${DAILY_TOKENS}, not "${value}".`,
  );
}

function readSignUp(value: string | null): void {
  if (value === null || value === "closed") return;
  if (value !== "open") throw new ConfigurationError(`SIGNUP must be "closed", not "${value}".`);
  throw new ConfigurationError(
    "SIGNUP=open is not offered: add an organization with `bun run organization:create NAME`.",
  );
}

function listOf(value: string): string[] {
  return value
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function parse(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}
