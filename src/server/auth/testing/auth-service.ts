import { createHash, randomBytes, randomUUID } from "node:crypto";
import { HOUR, type Millis } from "#domain/model/instant.ts";
import type { Engine } from "../../db/testing/engines.ts";
import { type AuthService, createAuthService } from "../auth-service.ts";
import type { RevokedAccess } from "../../events/peers/revoked-access.ts";
import { createWarnOnce } from "../../limits/warn-once.ts";
import { createAuthStore } from "../../startup/create-auth-store.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import { CHEAP_PASSWORD_COST } from "./cheap-password-cost.ts";

/** A password that passes the rule. */
export const PASSWORD = "slow tea for fast days";
export const ORIGIN = "http://localhost:3000";
export const ANA = { name: "Ana Ruiz", email: "ana@fern.shop", password: PASSWORD };

/** Opens authentication on an empty database, with a clock that moves only when set. */
export async function openAuthService(engine: Pick<Engine, "open">, overrides: Partial<AuthDeps> = {}) {
  const clock = { at: Date.now() };
  const store = await engine.open({ now: () => clock.at });
  const disconnected: RevokedAccess[] = [];
  const announced: string[] = [];
  const reported: string[] = [];
  const warnings: string[] = [];
  const deps: AuthDeps = {
    store: createAuthStore(store),
    now: () => clock.at,
    monotonicNow: () => clock.at,
    newId: randomUUID,
    newToken: () => randomBytes(32).toString("base64url"),
    hash: (token) => createHash("sha256").update(token).digest("base64url"),
    passwordCost: CHEAP_PASSWORD_COST,
    // A readable secret that is still bound to its user.
    userVault: {
      seal: (userId, secret) => `${userId} ${secret}`,
      open(userId, sealed) {
        return sealed.startsWith(`${userId} `) ? sealed.slice(userId.length + 1) : null;
      },
    },
    signInKey: "k".repeat(43),
    publicUrl: ORIGIN,
    origins: [ORIGIN],
    isPublicAddress: false,
    setupToken: null,
    rateLimits: "on",
    report: (what, error) => void reported.push(`${what}: ${String(error)}`),
    warnOnce: createWarnOnce((line) => void warnings.push(line)),
    logSecurityEvent: () => {},
    recordMembersChanged: async (orgId) => void announced.push(orgId),
    disconnect: (revoked) => void disconnected.push(revoked),
    ...overrides,
  };
  const auth = createAuthService(deps);
  return {
    accounts: auth,
    means: deps,
    store,
    disconnected,
    announced,
    reported,
    warnings,
    pass: (spanMs: Millis) => {
      clock.at += spanMs;
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** Opens authentication with a company, and Ana as its admin. */
export async function openAuthServiceWithAdmin(engine: Engine, overrides: Partial<AuthDeps> = {}) {
  const opened = await openAuthService(engine, overrides);
  await opened.accounts.setUp(
    { ...ANA, companyName: "Fern & Kettle", token: await setUpTokenOf(opened) },
    "setup",
  );
  return opened;
}

/** The token of a new set-up link. */
export async function setUpTokenOf({ accounts: auth }: { accounts: AuthService }): Promise<string> {
  const link = await auth.createSetUpLink();
  if (link === null) throw new Error("There is a company already.");
  return link.slice(link.indexOf("=") + 1);
}

/** Posts JSON as our own page would. */
export function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`${ORIGIN}/api/auth/${path}`, {
    method: "POST",
    headers: { origin: ORIGIN, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Signs in. @returns the cookie that a browser would send from then on */
export async function signIn(auth: AuthService, email = ANA.email, password = PASSWORD): Promise<Headers> {
  const response = await auth.handler(post("sign-in/email", { email, password }), "192.0.2.1");
  if (response.status !== 200) throw new Error(`Signing in answered ${response.status}.`);
  const cookie = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
  return new Headers({ cookie: cookie.join("; ") });
}

/** Longer than the idle timeout of a login. */
export const OVERNIGHT = 9 * HOUR;
