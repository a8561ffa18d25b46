import { betterAuth } from "better-auth/minimal";
import { HOUR, SECOND } from "#domain/model/instant.ts";
import { PASSWORD_MAX_LENGTH } from "#domain/security/password-rule.ts";
import { createBetterAuthAdapter, type AdapterDeps } from "./better-auth-adapter.ts";
import { LOGIN_TOTAL_MS } from "../logins/login-lifetime.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";

/** The dependencies of signing in. */
export interface BetterAuthDeps extends AdapterDeps {
  hasher: PasswordHasher;
  /** The key that signs the cookie. */
  signInKey: string;
  publicUrl: string;
  origins: readonly string[];
  /** Whether the origin is public. The cookie is then sent over https only and belongs to this host alone. */
  isPublicAddress: boolean;
  newId: (noun: string) => string;
  newToken: () => string;
  /** Whether a user is a member here. Without a membership, the right password does not sign in. */
  isMember: (userId: string) => Promise<boolean>;
}

/** The path of the endpoints. */
export const AUTH_PATH = "/api/auth";

/** The library counts code units. An emoji counts as two there and as one in our own rule. */
const CODE_UNITS = 2;

/** Creates better-auth's core with email and password. Its own router is not used: see `sign-in-endpoints.ts`. */
export function createBetterAuth(deps: BetterAuthDeps) {
  const { hasher, isPublicAddress, newId, newToken, isMember } = deps;
  return betterAuth({
    appName: "Switchboard",
    baseURL: deps.publicUrl,
    basePath: AUTH_PATH,
    trustedOrigins: [...deps.origins],
    secret: deps.signInKey,
    database: createBetterAuthAdapter(deps),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: PASSWORD_MAX_LENGTH * CODE_UNITS,
      password: {
        hash: (password) => hasher.hash(password),
        verify: ({ password, hash }) => hasher.verify(password, hash),
      },
    },
    user: { modelName: "users" },
    account: { modelName: "credential" },
    session: {
      modelName: "login",
      expiresIn: LOGIN_TOTAL_MS / SECOND,
      // The library must not extend a login: we record its use ourselves, and its expiry is fixed.
      disableSessionRefresh: true,
      // The library's notion of a fresh login is unused: no endpoint that requires it is reachable.
      freshAge: HOUR / SECOND,
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) =>
            (await isMember(session.userId)) ? { data: { ...session, token: newToken() } } : false,
        },
      },
    },
    advanced: {
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: isPublicAddress ? "__Host-switchboard" : "switchboard",
          attributes: { secure: isPublicAddress, httpOnly: true, sameSite: "lax", path: "/" },
        },
      },
      ipAddress: { disableIpTracking: true },
      database: { generateId: ({ model }) => newId(model) },
    },
    // We limit by account and by the address that the server determined. The library would read it from a header.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;
