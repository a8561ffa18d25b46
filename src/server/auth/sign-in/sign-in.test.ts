import { describe, expect, test } from "bun:test";
import { DAY, HOUR, MINUTE, SECOND } from "#domain/model/instant.ts";
import { setMemberActive } from "../testing/set-member-active.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import {
  ANA,
  openAuthServiceWithAdmin,
  ORIGIN,
  OVERNIGHT,
  PASSWORD,
  post,
  signIn,
} from "../testing/auth-service.ts";

/** What hashes cost outside of tests. */
const PRESCRIBED_COST = { passwordCost: undefined };
const WRONG = { email: ANA.email, password: "not the right password" };
const STRICT = {
  isPublicAddress: true,
  publicUrl: "https://chat.fern.shop",
  origins: ["https://chat.fern.shop"],
};

describe.each(ENGINES)("signing in on $name", (engine) => {
  test("the right password opens the door, and the cookie tells who came in", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const headers = await signIn(opened.accounts);
    expect(await opened.accounts.authenticate(headers)).toMatchObject({ name: "Ana Ruiz", role: "admin" });
  });

  test("an address is known in any case and with spaces around it", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    expect(
      await opened.accounts.authenticate(await signIn(opened.accounts, " ANA@Fern.shop ")),
    ).not.toBeNull();
  });

  test("a wrong password, an unknown address and nonsense are answered alike", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const bodies = [WRONG, { ...WRONG, email: "nobody@fern.shop" }, { email: "x", password: "y" }];
    const answers = await Promise.all(
      bodies.map(async (body, at) => {
        const response = await opened.accounts.handler(post("sign-in/email", body), `192.0.2.${at}`);
        return {
          status: response.status,
          text: await response.text(),
          cookies: response.headers.getSetCookie(),
        };
      }),
    );
    expect(answers[0]).toEqual({ status: 401, text: "{}", cookies: [] });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test("neither cookie nor password nor token can be read in the database", async () => {
    await using opened = await openAuthServiceWithAdmin(engine, PRESCRIBED_COST);
    const headers = await signIn(opened.accounts);
    const token =
      decodeURIComponent(headers.get("cookie") ?? "")
        .split("=")[1]
        ?.split(".")[0] ?? "";
    expect(token).toHaveLength(43);
    const { db, tables } = opened.store;
    const rows = [await db.select().from(tables.login), await db.select().from(tables.credential)];
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    expect(JSON.stringify(rows)).toContain(opened.means.hash(token));
    expect(JSON.stringify(rows)).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  });

  test("the answer to signing in holds no token: only the cookie does", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const response = await opened.accounts.handler(post("sign-in/email", ANA), "192.0.2.1");
    expect(await response.json()).toEqual({});
  });

  test("a login unused for eight hours is over, a used one goes on", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const [used, unused] = [await signIn(opened.accounts), await signIn(opened.accounts)];
    opened.pass(5 * HOUR);
    expect(await opened.accounts.authenticate(used)).not.toBeNull();
    opened.pass(3 * HOUR);
    expect(await opened.accounts.authenticate(unused)).toBeNull();
    expect(await opened.accounts.authenticate(used)).not.toBeNull();
  });

  test("an open socket counts as use, and a login ends after seven days all the same", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const headers = await signIn(opened.accounts);
    const { loginId = "", orgId = null } = (await opened.accounts.authenticate(headers)) ?? {};
    for (let hours = 0; hours + 4 < (7 * DAY) / HOUR; hours += 4) {
      opened.pass(4 * HOUR);
      expect(await opened.accounts.touchLogin({ loginId, orgId })).toBe(true);
    }
    opened.pass(4 * HOUR - 1);
    expect(await opened.accounts.authenticate(headers)).not.toBeNull();
    opened.pass(1);
    expect(await opened.accounts.touchLogin({ loginId, orgId })).toBe(false);
    expect(await opened.accounts.authenticate(headers)).toBeNull();
  });

  test("signing out ends the login for ever and closes its connections", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const headers = await signIn(opened.accounts);
    const { loginId = "", orgId = null } = (await opened.accounts.authenticate(headers)) ?? {};
    const cookie = headers.get("cookie") ?? "";
    const response = await opened.accounts.handler(post("sign-out", {}, { cookie }), "192.0.2.1");
    expect(response.headers.getSetCookie().join()).toContain("Max-Age=0");
    expect(await opened.accounts.authenticate(headers)).toBeNull();
    expect(await opened.accounts.touchLogin({ loginId, orgId })).toBe(false);
    expect(opened.disconnected).toEqual([{ loginId }]);
  });

  test("signing in again ends the login that this browser had, with its connections", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const before = await signIn(opened.accounts);
    const { loginId } = (await opened.accounts.authenticate(before)) ?? {};

    const again = post("sign-in/email", ANA, { cookie: before.get("cookie") ?? "" });
    const response = await opened.accounts.handler(again, "192.0.2.1");

    const cookie = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
    expect(cookie).toHaveLength(1);
    expect(await opened.accounts.authenticate(new Headers({ cookie: cookie[0] ?? "" }))).not.toBeNull();
    expect(await opened.accounts.authenticate(before)).toBeNull();
    expect(opened.disconnected).toEqual([{ loginId: loginId ?? "" }]);
  });

  test("a cookie changed by one character, or signed with another key, is nobody's", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const cookie = (await signIn(opened.accounts)).get("cookie") ?? "";
    const at = cookie.indexOf("=") + 5;
    const changed = cookie.slice(0, at) + (cookie[at] === "a" ? "b" : "a") + cookie.slice(at + 1);
    expect(await opened.accounts.authenticate(new Headers({ cookie: changed }))).toBeNull();
    expect(await opened.accounts.authenticate(new Headers({ cookie: cookie.slice(0, -6) }))).toBeNull();
    expect(await opened.accounts.authenticate(new Headers({ cookie: "switchboard=" }))).toBeNull();
    expect(await opened.accounts.authenticate(new Headers())).toBeNull();
  });

  test("who was let go is signed out at once and cannot sign in again", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const headers = await signIn(opened.accounts);
    const { orgId, memberId, loginId } = (await opened.accounts.authenticate(headers)) ?? {};
    if (orgId === undefined || memberId === undefined) throw new Error("Ana is not signed in.");
    await setMemberActive(opened.store, memberId, false);
    expect(await opened.accounts.authenticate(headers)).toBeNull();
    expect(await opened.accounts.touchLogin({ loginId: loginId ?? "", orgId })).toBe(false);
    await opened.accounts.onMemberChanged(orgId, memberId);
    expect(opened.disconnected).toEqual([{ orgId, memberId }]);
    const response = await opened.accounts.handler(post("sign-in/email", ANA), "192.0.2.9");
    expect(response.status).toBe(401);
    await setMemberActive(opened.store, memberId, true);
    expect(await opened.accounts.authenticate(headers)).toBeNull();
    expect(await opened.accounts.authenticate(await signIn(opened.accounts))).not.toBeNull();
  });

  test("five wrong tries go through, then one has to wait, whatever the headers say", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const attempt = (body: object, address: string) =>
      opened.accounts.handler(
        post("sign-in/email", body, { "x-forwarded-for": `203.0.113.${Math.random()}` }),
        address,
      );
    for (let n = 0; n < 5; n += 1) expect((await attempt(WRONG, "192.0.2.1")).status).toBe(401);
    const refused = await attempt(ANA, "192.0.2.1");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("30");
    expect(await refused.json()).toEqual({ retryAfterMs: 30 * SECOND });
    // Ana herself uses another address, so she is not locked out.
    expect((await attempt(ANA, "192.0.2.2")).status).toBe(200);
    opened.pass(30 * SECOND);
    expect((await attempt(ANA, "192.0.2.1")).status).toBe(200);
  });

  test("one address may not try its way through many accounts", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1) {
      const body = { email: `person-${n}@fern.shop`, password: "a" };
      statuses.push((await opened.accounts.handler(post("sign-in/email", body), "192.0.2.1")).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });

  test("who has an account of their own does not win tries at others' by signing in between", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const guess = async (n: number) => {
      const body = { email: `person-${n}@fern.shop`, password: "a" };
      return (await opened.accounts.handler(post("sign-in/email", body), "192.0.2.1")).status;
    };
    for (let n = 0; n < 10; n += 1) await guess(n);
    await signIn(opened.accounts);
    for (let n = 10; n < 20; n += 1) await guess(n);

    expect(await guess(20)).toBe(429);
  });

  test("an unknown address and a wrong password take as long as each other", async () => {
    await using opened = await openAuthServiceWithAdmin(engine, { rateLimits: "off", ...PRESCRIBED_COST });
    const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 9; round += 1) {
      for (const [kind, email] of [
        ["known", WRONG.email],
        ["unknown", "nobody@fern.shop"],
      ] as const) {
        const before = performance.now();
        await opened.accounts.handler(post("sign-in/email", { ...WRONG, email }), "192.0.2.1");
        times[kind].push(performance.now() - before);
      }
    }
    // A hash takes most of the time. Without one the quotient would be far below a quarter. Other processes only add to
    // a time, so that the shortest are compared.
    const quotient = Math.min(...times.unknown) / Math.min(...times.known);
    expect(quotient).toBeGreaterThan(0.5);
    expect(quotient).toBeLessThan(2);
  }, 30_000);

  test("a password kept with less effort than today's is kept anew when it is next typed", async () => {
    await using opened = await openAuthServiceWithAdmin(engine, PRESCRIBED_COST);
    const { store } = opened;
    const { credential } = store.tables;
    const weak = await Bun.password.hash(PASSWORD, { algorithm: "argon2id", memoryCost: 8_192, timeCost: 1 });
    await store.transact(async ({ db }) => void (await db.update(credential).set({ password: weak })));

    await opened.accounts.handler(post("sign-in/email", WRONG), "192.0.2.1");
    const [untouched] = await store.db.select().from(credential);
    await signIn(opened.accounts);
    const [renewed] = await store.db.select().from(credential);

    expect(untouched?.password).toBe(weak);
    expect(renewed?.password).toStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
    expect(await opened.accounts.authenticate(await signIn(opened.accounts))).not.toBeNull();
  });

  test("the cookie of a public address is bound to its host and to https", async () => {
    await using opened = await openAuthServiceWithAdmin(engine, STRICT);
    const request = post("sign-in/email", ANA, { origin: "https://chat.fern.shop" });
    const response = await opened.accounts.handler(request, "192.0.2.1");
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toStartWith("__Host-switchboard=");
    const attributes = cookie.split("; ").slice(1).toSorted();
    expect(attributes).toEqual(["HttpOnly", "Max-Age=604800", "Path=/", "SameSite=Lax", "Secure"]);
    const headers = new Headers({ cookie: cookie.split(";")[0] ?? "" });
    expect(await opened.accounts.authenticate(headers)).not.toBeNull();
  });

  test("on this machine the cookie works without https and no script reads it", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const response = await opened.accounts.handler(post("sign-in/email", ANA), "192.0.2.1");
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie.split("; ").slice(1).toSorted()).toEqual([
      "HttpOnly",
      "Max-Age=604800",
      "Path=/",
      "SameSite=Lax",
    ]);
  });

  test("another site's request is refused before anything is counted", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const foreign = ["https://evil.test", "null", `${ORIGIN}.evil.test`, ORIGIN.toUpperCase()];
    for (const origin of foreign) {
      const response = await opened.accounts.handler(post("sign-in/email", ANA, { origin }), "192.0.2.1");
      expect(response.status).toBe(403);
    }
    const form = post("sign-in/email", ANA, { "content-type": "text/plain" });
    expect((await opened.accounts.handler(form, "192.0.2.1")).status).toBe(415);
  });

  test("nothing else lives under that path", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const paths = [
      "sign-up/email",
      "change-password",
      "delete-user",
      "update-user",
      "list-sessions",
      "reset-password",
    ];
    for (const path of paths) {
      const response = await opened.accounts.handler(post(path, ANA), "192.0.2.1");
      expect(response.status).toBe(404);
    }
    const get = new Request(`${ORIGIN}/api/auth/sign-in/email`);
    expect((await opened.accounts.handler(get, "192.0.2.1")).status).toBe(404);
  });

  test("who is signed in can be asked, and the answer holds no token", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const ask = async (headers: Headers) => {
      const request = new Request(`${ORIGIN}/api/auth/get-session`, { headers });
      return (await opened.accounts.handler(request, "192.0.2.1")).json();
    };
    expect(await ask(new Headers())).toBeNull();
    expect(await ask(await signIn(opened.accounts))).toEqual({ name: "Ana Ruiz", email: "ana@fern.shop" });
  });

  test("logins that are over are swept up by the next one", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    await signIn(opened.accounts);
    opened.pass(OVERNIGHT + MINUTE);
    await signIn(opened.accounts);
    expect(await opened.store.db.select().from(opened.store.tables.login)).toHaveLength(1);
  });
});
