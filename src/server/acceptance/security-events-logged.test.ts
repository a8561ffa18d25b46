import { describe, expect, test } from "bun:test";
import type { SecurityEvent } from "#domain/security/security-event.ts";
import { advice, expectListed } from "../../../test/advice.ts";
import { ENGINES } from "../db/testing/engines.ts";
import { REQUESTED_BY } from "../http/security/csrf.ts";
import { newSessionKey, openChat } from "../testing/open-chat.ts";
import { ADMIN, PASSWORD, startTestServer, until, type TestServer } from "../testing/test-server.ts";

const EVIL = "https://evil.example";
/** Texts that must never be in a line: addresses, names, messages, passwords, and any credential. */
const PERSONAL = [
  ADMIN,
  "ana@",
  "ben@",
  "Maria",
  "maria",
  PASSWORD,
  "wrong horse",
  "127.0.0.1",
  "::1",
  "canary",
];

/**
 * All kinds of events. The compiler requires new ones here; the tests below require documentation and a cause for
 * each.
 */
const KINDS: Record<SecurityEvent["kind"], true> = {
  "signed-in": true,
  "sign-in-failed": true,
  "access-ended": true,
  refused: true,
  slowed: true,
  "other-site": true,
  "address-blocked": true,
};

function post(server: TestServer, path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(`${server.origin}${path}`, {
    method: "POST",
    headers: {
      origin: server.origin,
      "content-type": "application/json",
      [REQUESTED_BY.name]: REQUESTED_BY.value,
      ...headers,
    },
    body: JSON.stringify(body),
  });
}

const wrong = (server: TestServer, email: string) =>
  post(server, "/api/auth/sign-in/email", { email, password: "wrong horse canary" });

/** Waits for lines with this beginning. Returns them without the pseudonym of their origin at the end. */
async function loggedLines(server: TestServer, since: number, count: number): Promise<string[]> {
  await until(() => server.logLines.length >= since + count);
  return server.logLines.slice(since).map((line) => line.replace(/ from=[0-9a-f]{10}$/, " from=…"));
}

/** Does something once. @returns the lines that it logs */
async function during(server: TestServer, count: number, work: () => Promise<unknown>): Promise<string[]> {
  const since = server.logLines.length;
  await work();
  return loggedLines(server, since, count);
}

test("the operator's page names every kind of line there is", async () => {
  const page = await Bun.file(`${import.meta.dir}/../../../SECURITY.md`).text();
  const [, paragraph = ""] = /^\*\*The server's log\*\*([^]*?)Each is logged once/m.exec(page) ?? [];
  const named = [...paragraph.matchAll(/`([a-z-]+)`/g)].map(([, name = ""]) => name);

  const fix = advice`Name every kind of line in ${"SECURITY.md"}, under “The server's log”.`;
  expectListed({ found: Object.keys(KINDS), listed: named, fix });
});

test("every kind of line is made to happen here", async () => {
  const here = await Bun.file(import.meta.path).text();
  const unmade = Object.keys(KINDS).filter((kind) => !here.includes(`security: ${kind} `));

  const fix = advice`Add a test that makes each of these happen to ${"src/server/acceptance/security-events-logged.test.ts"}.`;
  expect(unmade, fix).toEqual([]);
});

describe.each(ENGINES)("what happens at the doors is in the log once, on $name:", (engine) => {
  test("somebody signing in, failing to, and guessing on", async () => {
    await using server = await startTestServer(await engine.open(), Date.now, { rateLimits: "on" });

    expect(await during(server, 1, () => server.signIn(ADMIN))).toEqual([
      expect.stringMatching(/^security: signed-in user=usr_[\w-]+ way=password from=…$/),
    ]);
    const failed = "security: sign-in-failed fault=password from=…";
    expect(await during(server, 1, () => wrong(server, ADMIN))).toEqual([failed]);
    expect(await during(server, 1, () => wrong(server, "nobody@fern.example"))).toEqual([failed]);
    for (let n = 0; n < 4; n += 1) await wrong(server, ADMIN);
    expect(await during(server, 1, () => wrong(server, ADMIN))).toEqual([
      "security: slowed what=sign-in from=…",
    ]);
  });

  test("calls of those who may not, and for what is another's or nobody's", async () => {
    await using server = await startTestServer(await engine.open());
    const ben = await server.member(await server.addAgent("ben"));
    const [nobody, admin] = [server.customer(), await server.member(ADMIN)];
    const { member } = await ben.agent.me.query();
    const refusedTo = (work: () => Promise<unknown>) =>
      during(server, 1, async () => await expect(work().then(String)).rejects.toThrow());

    expect(await refusedTo(() => ben.privacy.audit.query({ before: null, topic: null }))).toEqual([
      `security: refused what=privacy.audit why=forbidden by=${member.id} from=…`,
    ]);
    expect(await refusedTo(() => nobody.agent.me.query())).toEqual([
      "security: refused what=agent.me why=unauthorized by=passer-by from=…",
    ]);
    expect(await refusedTo(() => admin.agent.accept.mutate({ sessionId: "ses_canary" }))).toEqual([
      expect.stringMatching(/^security: refused what=agent\.accept why=unknown by=mem_[\w-]+ from=…$/),
    ]);
    const badToken = { "x-widget-key": server.widgetKey, authorization: "Bearer canary" };
    expect(await during(server, 1, () => post(server, "/trpc/session.current", {}, badToken))).toEqual([
      "security: refused what=entrance why=unauthorized by=nobody from=…",
    ]);
    const tooMuch = { available: true, role: "admin" };
    expect(await refusedTo(() => ben.agent.setAvailable.mutate(tooMuch))).toEqual([
      `security: refused what=agent.setAvailable why=malformed by=${member.id} from=…`,
    ]);
    const guess = { password: "wrong horse canary", code: null };
    expect(await refusedTo(() => ben.account.prove.mutate(guess))).toEqual([
      `security: refused what=account.prove why=wrong-password by=${member.id} from=…`,
    ]);
    const download = () => fetch(`${server.origin}/export/company`);
    expect(await during(server, 1, download)).toEqual([
      "security: refused what=download why=unauthorized by=somebody from=…",
    ]);
  });

  test("who comes too often", async () => {
    await using server = await startTestServer(await engine.open(), Date.now, { rateLimits: "on" });
    for (let n = 0; n < 5; n += 1) await openChat(server);
    const form = { key: newSessionKey(), name: "Maria", email: "maria@example.com" };
    const sixth = async () =>
      await expect(server.customer().session.open.mutate(form).then(String)).rejects.toThrow();

    expect(await during(server, 1, sixth)).toEqual(["security: slowed what=session.open from=…"]);
  });

  test("pages that are not ours, at every door", async () => {
    await using server = await startTestServer(await engine.open());
    const evil = { origin: EVIL };
    const upgrade = { ...evil, upgrade: "websocket", connection: "Upgrade", "sec-websocket-version": "13" };
    const cases: [string, () => Promise<unknown>][] = [
      ["call", () => post(server, "/trpc/agent.me", {}, evil)],
      ["sign-in", () => post(server, "/api/auth/sign-in/email", { email: "canary" }, evil)],
      ["socket", () => fetch(`${server.origin}/trpc`, { headers: { ...upgrade, "sec-websocket-key": "a" } })],
    ];
    for (const [what, ask] of cases)
      expect(await during(server, 1, ask)).toEqual([
        `security: other-site what=${what} origin=${EVIL} from=…`,
      ]);
    const crossSite = { headers: { "sec-fetch-site": "cross-site", origin: "canary <script>" } };
    expect(await during(server, 1, () => fetch(`${server.origin}/export/company`, crossSite))).toEqual([
      "security: other-site what=download origin=unreadable from=…",
    ]);
  });

  test("a chatbot's address that leads inside", async () => {
    await using server = await startTestServer(await engine.open());
    const ana = await server.member(ADMIN);
    const url = "http://canary:canary@169.254.169.254/canary";
    const { chatbot } = (await ana.settings.get.query()).settings;
    const form = { ...chatbot, url, model: "m", instructions: "canary", token: "canary" };

    const ask = () => ana.settings.testChatbot.mutate(form);
    expect(await during(server, 1, ask)).toEqual(["security: address-blocked host=169.254.169.254"]);
  });

  test("access that has ended", async () => {
    await using server = await startTestServer(await engine.open());
    const ana = await server.member(ADMIN);
    const ben = await server.member(await server.addAgent("ben"));
    const { member } = await ben.agent.me.query();

    expect(await during(server, 1, () => ana.team.endLogins.mutate({ memberId: member.id }))).toEqual([
      expect.stringMatching(/^security: access-ended of=session_[\w-]+$/),
    ]);
  });

  test("none of it says who, whence or with what", async () => {
    await using server = await startTestServer(await engine.open(), Date.now, { rateLimits: "on" });
    const cookie = await server.signIn(ADMIN);
    const { token } = await openChat(server);
    await wrong(server, ADMIN);
    await post(server, "/trpc/agent.accept", { sessionId: "ses_canary" }, { cookie });
    await post(server, "/trpc/agent.me", {}, { origin: EVIL, cookie });
    await post(
      server,
      "/trpc/session.current",
      {},
      {
        "x-widget-key": server.widgetKey,
        authorization: `Bearer ${token}x`,
      },
    );
    await post(server, "/api/auth/sign-out", {}, { cookie });

    const said = server.logLines.join("\n");
    expect(server.logLines.length).toBeGreaterThan(4);
    const login = decodeURIComponent(cookie.split("=")[1] ?? "").split(".")[0] ?? "";
    for (const word of [...PERSONAL, token, login, server.widgetKey]) expect(said).not.toContain(word);
  });
});
