import { describe, expect, test } from "bun:test";
import net from "node:net";
import {
  PRIVATE_ADDRESSES,
  LOOPBACK_ADDRESSES,
  PRIVATE_HOST_NAMES,
} from "../../../../test/forbidden-addresses.ts";
import type { BotFailure } from "../contract/bot-failure.ts";
import { chooseBot } from "../choose-bot.ts";
import { ModelHabits } from "../openai/model-habits.ts";
import { testConnection } from "../test-connection.ts";
import type { EgressPolicy } from "./egress-policy.ts";
import { type Fetch, createGuardedFetch } from "./guarded-fetch.ts";
import { redirectsTo, streamsText, startBotServer } from "../testing/fake-bot-server.ts";

/** The policy of a hosted deployment, where admins are not trusted: the public internet only. */
const HOSTED: EgressPolicy = { allow: [], loopbackAllowed: false, ownPorts: [] };
const CANARY = "sk-canary-of-the-company";

/** Hosts outside the public internet, in every known notation, and names that resolve to them. */
const HOSTS = [...LOOPBACK_ADDRESSES, ...PRIVATE_ADDRESSES, ...PRIVATE_HOST_NAMES];

/** Other parts of a URL, which must not change the result. */
const DISGUISES = [
  (host: string) => `//${host}`,
  (host: string) => `//api.example.com@${host}`,
  (host: string) => `//api.example.com:443@${host}`,
  (host: string) => `\\\\${host}`,
  (host: string) => `///${host}`,
] as const;

const QUESTION = {
  companyName: "Fern & Kettle",
  botName: "Chatbot",
  instructions: "",
  transcript: [{ from: "customer", text: "Hello" }],
  passages: [],
  hasArticles: false,
  isBoundToPassages: false,
  answers: [],
} as const;

/** Listens on this host over IPv4 and IPv6 and counts calls. Names resolve to it, as in a malicious DNS zone. */
async function trap() {
  const hits = { count: 0 };
  const listen = (host: string, at: number) =>
    new Promise<net.Server | null>((settled) => {
      const server = net.createServer((socket) => {
        hits.count += 1;
        socket.destroy();
      });
      server.once("error", () => settled(null));
      server.listen(at, host, () => settled(server));
    });
  const four = await listen("127.0.0.1", 0);
  if (four === null) throw new Error("there is no loopback");
  const { port } = four.address() as net.AddressInfo;
  const six = await listen("::1", port);
  return {
    hits,
    port,
    fetch: createGuardedFetch(HOSTED, { resolve: async () => ["127.0.0.1", "::1"] }),
    async [Symbol.asyncDispose]() {
      for (const server of [four, six]) await new Promise((closed) => server?.close(closed) ?? closed(null));
    },
  };
}

/** The outcomes for an address when the connection is tested and when a question is asked. */
async function outcomesOf(url: string, fetch: Fetch): Promise<readonly string[]> {
  const config = {
    url,
    token: CANARY,
    model: "tea-1",
    timeoutMs: 5_000,
    fetch,
    habits: new ModelHabits(() => 0),
  };
  const { signal } = new AbortController();
  const report = await testConnection(config, signal);
  const failed = report.checks.find(({ outcome }) => outcome !== "ok");
  const asked = (async () => {
    for await (const part of chooseBot(config)(QUESTION, signal)) return part.kind;
    return "nothing";
  })();
  const answered = await asked.catch((error: BotFailure) => error.reason);
  expect(JSON.stringify(report).replaceAll(JSON.stringify(report.address), "")).not.toContain(CANARY);
  return [failed?.outcome ?? "ok", answered];
}

describe("an address inside", () => {
  test("there are more than ninety spellings of them", () => {
    expect(new Set(HOSTS).size).toBeGreaterThan(90);
  });

  test.each(HOSTS)(
    "%s is not called, nor any disguise of it: not by a test, not for a customer",
    async (host) => {
      await using inside = await trap();

      for (const scheme of ["http:", "https:"])
        for (const disguise of DISGUISES)
          for (const port of [`:${inside.port}`, ""]) {
            const url = `${scheme}${disguise(host)}${port}/v1`;
            for (const outcome of await outcomesOf(url, inside.fetch))
              expect([url, outcome]).toEqual([
                url,
                expect.stringMatching(/^(blocked|not-compatible|unreachable)$/),
              ]);
          }

      expect(inside.hits.count).toBe(0);
    },
  );

  test.each([
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:6379/_x",
    "data:,x",
    "blob:x",
    "ws://127.0.0.1",
  ])("%s is no address of a chatbot", async (url) => {
    await using inside = await trap();

    expect(new Set(await outcomesOf(url, inside.fetch))).toEqual(new Set(["unreachable"]));
    expect(inside.hits.count).toBe(0);
  });

  test.each([301, 302, 303, 307, 308])(
    "is not reached by a redirect with %i, and the token stays",
    async (status) => {
      await using inside = await trap();
      for (const location of [
        `http://127.0.0.1:${inside.port}/`,
        `//127.0.0.1:${inside.port}/`,
        `http://[::1]:${inside.port}/`,
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
      ]) {
        await using bot = await startBotServer(redirectsTo(location, status));
        const fetch = createGuardedFetch({ ...HOSTED, allow: [bot.origin] });
        expect(await outcomesOf(bot.url, fetch)).toEqual(["redirected", "redirected"]);
      }
      expect(inside.hits.count).toBe(0);
    },
  );

  test("is reached where the operator lists its exact origin, and only there", async () => {
    await using bot = await startBotServer(streamsText("Hello"));
    await using inside = await trap();
    const fetch = createGuardedFetch({ ...HOSTED, allow: [bot.origin] });

    expect(await outcomesOf(bot.url, fetch)).toEqual(["ok", "words"]);
    expect(await outcomesOf(`http://127.0.0.1:${inside.port}/v1`, fetch)).toEqual(["blocked", "blocked"]);
    expect([bot.requests.length, inside.hits.count]).toEqual([2, 0]);
    expect(bot.requests.every(({ headers }) => headers["authorization"] === `Bearer ${CANARY}`)).toBe(true);
  });
});
