import { describe, expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import type { SecurityEvent } from "#domain/security/security-event.ts";
import type { SecondStepOutcome } from "../second-step/verify-second-step.ts";
import { ORIGIN, post } from "../testing/auth-service.ts";
import type { BetterAuth } from "./better-auth.ts";
import { createSignInEndpoints } from "./sign-in-endpoints.ts";

const FORM = { email: " Ana@Fern.shop ", password: "slow tea for fast days" };
const FROM = "192.0.2.1";

/** The endpoints around doubles, and all that they ask of them. */
function open() {
  const state = {
    status: 200,
    waitMs: 0,
    isFull: false,
    session: null as { id: string; userId: string } | null,
    verify: async (): Promise<SecondStepOutcome> => "none",
  };
  const asked: unknown[] = [];
  const events: SecurityEvent[] = [];
  const auth = {
    api: {
      async signInEmail({ body, headers }: { body: object; headers: Headers }) {
        asked.push(["sign in", body, [...headers]]);
        return Response.json(
          { token: "made", user: { id: "usr_ana" } },
          { status: state.status, headers: { "set-cookie": "session=made; HttpOnly" } },
        );
      },
      getSession: async () =>
        state.session && {
          session: state.session,
          user: { name: "Ana", email: "ana@fern.shop", image: "x" },
        },
      signOut: async () => new Response("{}", { headers: { "set-cookie": "session=; Max-Age=0" } }),
    },
  } as unknown as BetterAuth;
  const endpoints = createSignInEndpoints({
    auth,
    hasher: { isFull: () => state.isFull } as never,
    limits: {
      attempt: (...of: unknown[]) => (asked.push(["attempt", ...of]), state.waitMs),
      succeeded: (...of: unknown[]) => void asked.push(["succeeded", ...of]),
    } as never,
    origins: [ORIGIN],
    verifySecondStep: (userId, typed) => (asked.push(["verify", userId, typed]), state.verify()),
    removeLogin: async (token) => void asked.push(["remove", token]),
    onSignedIn: async ({ email }) => void asked.push(["signed in", email]),
    onSignedOut: (loginId) => void asked.push(["signed out", loginId]),
    signInAudit: {
      signedIn: async (arrived) => void asked.push(["audit", arrived]),
      signedOut: async (userId) => void asked.push(["audit", userId]),
      failed: (email, fault) => void asked.push(["failed", email, fault]),
    },
    logSecurityEvent: (event) => void events.push(event),
  });
  const answer = async (request: Request) => {
    const response = await endpoints(request, FROM);
    return {
      status: response.status,
      body: (await response.json()) as unknown,
      cookies: response.headers.getSetCookie(),
      retryAfter: response.headers.get("retry-after"),
      headers: response.headers,
    };
  };
  return {
    state,
    asked,
    events,
    answer,
    signIn: (form: unknown = FORM, headers = {}) => answer(post("sign-in/email", form, headers)),
  };
}

const REFUSED = { body: {}, cookies: [], retryAfter: null };

describe("signing in", () => {
  test("with the right password gives the cookie and nothing else, and is noted", async () => {
    const { signIn, asked, events } = open();
    const { headers, ...answered } = await signIn(FORM, { "user-agent": "Firefox", cookie: "other=1" });

    expect(answered).toEqual({
      status: 200,
      body: {},
      cookies: ["session=made; HttpOnly"],
      retryAfter: null,
    });
    expect(["content-type", "cache-control"].map((name) => headers.get(name))).toEqual([
      "application/json",
      "no-store",
    ]);
    const email = "ana@fern.shop";
    expect(asked).toEqual([
      ["attempt", email, FROM],
      ["sign in", { email, password: FORM.password }, [["user-agent", "Firefox"]]],
      ["verify", "usr_ana", null],
      ["succeeded", email, FROM],
      ["signed in", email],
      ["audit", { userId: "usr_ana", email, way: "password", userAgent: "Firefox" }],
    ]);
    expect(events).toEqual([{ kind: "signed-in", user: "usr_ana", way: "password", from: FROM }]);
  });

  test("with a wrong one is refused, counted and noted", async () => {
    const { signIn, state, asked, events } = open();
    state.status = 401;

    expect(await signIn()).toMatchObject({ status: 401, ...REFUSED });
    expect(asked.at(-1)).toEqual(["failed", "ana@fern.shop", "password"]);
    expect(events).toEqual([{ kind: "sign-in-failed", fault: "password", from: FROM }]);
  });

  test.each([500, 503])("while the server fails with %i says nothing of the password", async (status) => {
    const { signIn, state, asked, events } = open();
    state.status = status;

    expect(await signIn()).toMatchObject({ status: 503, body: {}, cookies: [], retryAfter: "2" });
    expect([asked.at(-1), events]).toEqual([expect.arrayContaining(["sign in"]), []]);
  });

  test("too often has to wait, before any password is looked at", async () => {
    const { signIn, state, asked, events } = open();
    state.waitMs = 30_001;

    expect(await signIn()).toMatchObject({ status: 429, body: { retryAfterMs: 30_001 }, retryAfter: "31" });
    expect(asked).toEqual([["attempt", "ana@fern.shop", FROM]]);
    expect(events).toEqual([{ kind: "slowed", what: "sign-in", from: FROM }]);
  });

  test("while too many passwords are being hashed is asked to come back", async () => {
    const { signIn, state, events } = open();
    state.isFull = true;

    expect(await signIn()).toMatchObject({ status: 429, body: { retryAfterMs: 2_000 }, retryAfter: "2" });
    expect(events).toEqual([]);
  });

  test.each(["app-code", "recovery-code"] as const)("with a code is noted as that: %s", async (outcome) => {
    const { signIn, state, asked, events } = open();
    state.verify = async () => outcome;

    expect(await signIn({ ...FORM, code: "123456" })).toMatchObject({ status: 200 });
    expect(asked).toContainEqual(["verify", "usr_ana", "123456"]);
    expect(events).toMatchObject([{ kind: "signed-in", way: outcome }]);
  });

  test.each([
    ["needed", []],
    ["unreadable", []],
    ["wrong", [{ kind: "sign-in-failed", fault: "code", from: FROM }]],
  ] as const)("without the second step leaves no login behind: %s", async (outcome, logged) => {
    const { signIn, state, asked, events } = open();
    state.verify = async () => outcome;

    expect(await signIn()).toMatchObject({ status: 401, body: { code: outcome }, cookies: [] });
    expect(asked).toContainEqual(["remove", "made"]);
    expect(asked.flat()).not.toContain("succeeded");
    expect(events).toEqual([...logged]);
  });

  test("with codes tried too often has to wait, and leaves no login behind", async () => {
    const { signIn, state, asked, events } = open();
    state.verify = () => Promise.reject(new Refusal("too-many", null, 5_000));

    expect(await signIn()).toMatchObject({ status: 429, body: { retryAfterMs: 5_000 }, cookies: [] });
    expect(asked).toContainEqual(["remove", "made"]);
    expect(events).toMatchObject([{ kind: "slowed" }]);
    state.verify = () => Promise.reject(new Error("a bug"));
    await expect(signIn()).rejects.toThrow("a bug");
    expect(asked.at(-1)).toEqual(["remove", "made"]);
  });

  test("again ends the login that this browser had", async () => {
    const { signIn, state, asked } = open();
    state.session = { id: "session_before", userId: "usr_ana" };

    expect(await signIn()).toMatchObject({ cookies: ["session=made; HttpOnly"] });
    expect(asked.at(-1)).toEqual(["signed out", "session_before"]);
  });

  test.each([
    ["no JSON", "{"],
    ["a text", '"ana"'],
    ["nothing", "null"],
    ["no address", JSON.stringify({ password: "x" })],
    ["no password", JSON.stringify({ email: "x" })],
    ["a number", JSON.stringify({ email: "x", password: 7 })],
    ["a list", JSON.stringify({ email: ["x"], password: "x" })],
    ["too much", JSON.stringify({ ...FORM, more: "x".repeat(4_096) })],
  ])("with %s is not understood, and counts as no attempt", async (_, body) => {
    const { answer, asked } = open();
    const headers = { origin: ORIGIN, "content-type": "application/json" };
    const request = new Request(`${ORIGIN}/api/auth/sign-in/email`, { method: "POST", headers, body });

    expect(await answer(request)).toMatchObject({ status: 400, ...REFUSED });
    expect(asked).toEqual([]);
  });

  test("with a body of just the greatest length, and a code that is no text, is understood", async () => {
    const { signIn, asked } = open();
    const padding = "x".repeat(4_096 - JSON.stringify({ ...FORM, code: 7, more: "" }).length);

    expect(await signIn({ ...FORM, code: 7, more: padding })).toMatchObject({ status: 200 });
    expect(asked).toContainEqual(["verify", "usr_ana", null]);
  });

  test.each([
    [{ origin: "https://evil.example" }, 403],
    [{ "content-type": "text/plain" }, 415],
    [{ "content-type": "application/jsonp" }, 415],
    [{ "content-type": "Application/JSON ; charset=utf-8" }, 200],
  ])("is for JSON of our own pages: %j is answered %i", async (headers, status) => {
    expect((await open().signIn(FORM, headers)).status).toBe(status);
  });

  test("from a page that names no origin is refused, and so is signing out", async () => {
    const { answer, asked } = open();
    for (const path of ["sign-in/email", "sign-out"]) {
      const request = post(path, FORM);
      request.headers.delete("origin");
      expect(await answer(request)).toMatchObject({ status: 403, ...REFUSED });
    }
    expect(asked).toEqual([]);
  });
});

test("signing out clears the cookie, and is noted where there was somebody", async () => {
  const { answer, state, asked } = open();
  const cleared = { status: 200, body: {}, cookies: ["session=; Max-Age=0"] };
  expect(await answer(post("sign-out", {}))).toMatchObject(cleared);
  expect(asked).toEqual([]);

  state.session = { id: "session_1", userId: "usr_ana" };
  expect(await answer(post("sign-out", {}))).toMatchObject(cleared);
  expect(asked).toEqual([
    ["signed out", "session_1"],
    ["audit", "usr_ana"],
  ]);
});

test("who is signed in is told their name and address, and nothing else", async () => {
  const { answer, state } = open();
  const ask = () => answer(new Request(`${ORIGIN}/api/auth/get-session`));
  expect(await ask()).toMatchObject({ status: 200, body: null });

  state.session = { id: "session_1", userId: "usr_ana" };
  expect((await ask()).body).toEqual({ name: "Ana", email: "ana@fern.shop" });
});
