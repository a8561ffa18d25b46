import type { BetterAuth } from "./better-auth.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import type { SignInFault, SignInMethod } from "#domain/model/sign-in-method.ts";
import { AUTH_PATH } from "./better-auth.ts";
import { normalizeEmail } from "../account/normalize-email.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";
import type { SecondStepOutcome } from "../second-step/verify-second-step.ts";
import type { SignInLimits } from "../limits/sign-in-limits.ts";
import type { SignInAudit } from "./sign-in-audit.ts";

/** The dependencies of the endpoints. */
export interface SignInEndpointsDeps {
  auth: BetterAuth;
  hasher: PasswordHasher;
  limits: SignInLimits;
  origins: readonly string[];
  /** Checks a code against the second step of a user whose password was right. @throws {Refusal} `too-many` */
  verifySecondStep: (userId: string, typed: string | null) => Promise<SecondStepOutcome>;
  /** Deletes a login that was just created and has not been sent to anybody. */
  removeLogin: (token: string) => Promise<void>;
  /** Called after the right password, which may be rehashed with current parameters. */
  onSignedIn: (typed: { email: string; password: string }) => Promise<void>;
  /** Called when a member has signed out. */
  onSignedOut: (loginId: string) => void;
  signInAudit: SignInAudit;
  logSecurityEvent: LogSecurityEvent;
}

const OK = 200;
const BAD_REQUEST = 400;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const UNSUPPORTED_MEDIA_TYPE = 415;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;
const UNAVAILABLE = 503;
const SECOND_MS = 1_000;
const BUSY_MS = 2_000;
const BODY_MAX_LENGTH = 4_096;

/**
 * Creates the handler of `/api/auth/*`: signing in, signing out, and who is signed in. There is nothing else under
 * that path. The responses contain no more than the status does, and above all not the token, which stays in the
 * cookie where no script reads it.
 *
 * @param address - the client's address as determined by the server
 */
export function createSignInEndpoints(deps: SignInEndpointsDeps) {
  return async (request: Request, address: string): Promise<Response> => {
    switch (`${request.method} ${new URL(request.url).pathname}`) {
      case `POST ${AUTH_PATH}/sign-in/email`:
        return refuseCrossSite(deps, request) ?? signIn(deps, request, address);
      case `POST ${AUTH_PATH}/sign-out`:
        return refuseCrossSite(deps, request) ?? signOut(deps, request);
      case `GET ${AUTH_PATH}/get-session`:
        return getSession(deps, request);
      default:
        return answer(NOT_FOUND);
    }
  };
}

/**
 * Refuses requests from other sites. They can make a browser send a form here, but not with our Origin and not as
 * JSON.
 */
function refuseCrossSite({ origins }: SignInEndpointsDeps, request: Request): Response | null {
  const origin = request.headers.get("origin");
  if (origin === null || !origins.includes(origin)) return answer(FORBIDDEN);
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  return type === "application/json" ? null : answer(UNSUPPORTED_MEDIA_TYPE);
}

async function signIn(deps: SignInEndpointsDeps, request: Request, address: string): Promise<Response> {
  const body = readCredentials(await request.text());
  if (body === null) return answer(BAD_REQUEST);
  const { auth: betterAuth, hasher, limits, signInAudit } = deps;
  const waitMs = limits.attempt(body.email, address);
  if (waitMs > 0) return tooManyAttempts(deps, address, waitMs);
  if (hasher.isFull()) return tooMany(BUSY_MS);
  const { email, password } = body;
  const userAgent = request.headers.get("user-agent") ?? "";
  const result = await betterAuth.api.signInEmail({
    body: { email, password },
    headers: new Headers({ "user-agent": userAgent }),
    asResponse: true,
  });
  if (result.status >= SERVER_ERROR) return unavailable();
  if (result.status !== OK) {
    noteFailed(deps, { email, fault: "password", from: address });
    // The response is the same for a wrong password, an unknown address and a deactivated member.
    return answer(UNAUTHORIZED);
  }
  const login = await madeLogin(result);
  const passed = await requireSecondStep(deps, login, { ...body, from: address });
  if (passed instanceof Response) return passed;
  limits.succeeded(email, address);
  await deps.onSignedIn(body);
  await signInAudit.signedIn({ userId: login.userId, email, way: passed, userAgent });
  deps.logSecurityEvent({ kind: "signed-in", user: login.userId, way: passed, from: address });
  await endLogin(deps, request.headers);
  return answer(OK, {}, result.headers.getSetCookie());
}

/** A login that the right password created and that has not been sent to anybody yet. */
interface MadeLogin {
  token: string;
  userId: string;
}

async function madeLogin(result: Response): Promise<MadeLogin> {
  const { token, user } = Object(await result.json());
  return { token: String(token), userId: String(Object(user).id) };
}

/**
 * Checks the second step if there is one. The login that the password created is not sent before that; if the step is
 * not passed, the login is deleted.
 *
 * @returns the method of the sign-in, or the refusal
 */
async function requireSecondStep(
  deps: SignInEndpointsDeps,
  { token, userId }: MadeLogin,
  { email, code, from }: Pick<Credentials, "email" | "code"> & { from: string },
): Promise<SignInMethod | Response> {
  const { verifySecondStep, removeLogin } = deps;
  try {
    const outcome = await verifySecondStep(userId, code);
    if (outcome === "none") return "password";
    if (outcome === "app-code" || outcome === "recovery-code") return outcome;
    await removeLogin(token);
    if (outcome === "wrong") noteFailed(deps, { email, fault: "code", from });
    return answer(UNAUTHORIZED, { code: outcome });
  } catch (error) {
    await removeLogin(token);
    if (!(error instanceof Refusal)) throw error;
    return tooManyAttempts(deps, from, error.retryAfterMs ?? BUSY_MS);
  }
}

function noteFailed(
  { signInAudit, logSecurityEvent }: SignInEndpointsDeps,
  { email, fault, from }: { email: string; fault: SignInFault; from: string },
): void {
  signInAudit.failed(email, fault);
  logSecurityEvent({ kind: "sign-in-failed", fault, from });
}

function tooManyAttempts({ logSecurityEvent }: SignInEndpointsDeps, from: string, waitMs: number): Response {
  logSecurityEvent({ kind: "slowed", what: "sign-in", from });
  return tooMany(waitMs);
}

async function signOut(deps: SignInEndpointsDeps, request: Request): Promise<Response> {
  const { userId, cookies } = await endLogin(deps, request.headers);
  if (userId !== null) await deps.signInAudit.signedOut(userId);
  return answer(OK, {}, cookies);
}

/** Ends the login of a browser's cookie, if there is one. @returns its user, and the cookies that clear it */
async function endLogin(
  { auth: betterAuth, onSignedOut }: SignInEndpointsDeps,
  headers: Headers,
): Promise<{ userId: string | null; cookies: string[] }> {
  const present = await betterAuth.api.getSession({ headers });
  const result = await betterAuth.api.signOut({ headers, asResponse: true });
  if (present !== null) onSignedOut(present.session.id);
  return { userId: present?.session.userId ?? null, cookies: result.headers.getSetCookie() };
}

async function getSession({ auth: betterAuth }: SignInEndpointsDeps, request: Request): Promise<Response> {
  const present = await betterAuth.api.getSession({ headers: request.headers });
  return answer(OK, present === null ? null : { name: present.user.name, email: present.user.email });
}

interface Credentials {
  email: string;
  password: string;
  /** The code for the second step; `null` until one is asked for. */
  code: string | null;
}

function readCredentials(text: string): Credentials | null {
  if (text.length > BODY_MAX_LENGTH) return null;
  const body = parse(text);
  if (typeof body !== "object" || body === null || !("email" in body) || !("password" in body)) return null;
  const { email, password } = body;
  if (typeof email !== "string" || typeof password !== "string") return null;
  const code = "code" in body && typeof body.code === "string" ? body.code : null;
  return { email: normalizeEmail(email), password, code };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The response to an error of the server, which says nothing about the password. */
function unavailable(): Response {
  return comeBack(answer(UNAVAILABLE), BUSY_MS);
}

function tooMany(waitMs: number): Response {
  return comeBack(answer(TOO_MANY_REQUESTS, { retryAfterMs: waitMs }), waitMs);
}

function comeBack(response: Response, waitMs: number): Response {
  response.headers.set("retry-after", `${Math.ceil(waitMs / SECOND_MS)}`);
  return response;
}

function answer(status: number, body: unknown = {}, cookies: readonly string[] = []): Response {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(JSON.stringify(body), { status, headers });
}
