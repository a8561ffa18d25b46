import { beforeAll, describe, expect, test } from "bun:test";
import {
  ensureReverseProxies,
  startHaproxy,
  startNginx,
  type ReverseProxy,
} from "../../../../test/reverse-proxy.ts";
import { SQLITE } from "../../db/testing/engines.ts";
import { REQUESTED_BY } from "../../http/security/csrf.ts";
import { addressKey } from "../../http/security/client-address.ts";
import type { TrustProxy } from "../../http/security/trust-proxy.ts";
import { deriveKeys } from "../../security/derived-keys.ts";
import { type TestServer, startTestServer } from "../../testing/test-server.ts";

const INSTALL_TIMEOUT_MS = 300_000;
const SECRET = "a secret of the tests, thirty-two characters long";
/** What a caller invents, the address that an outer proxy of ours saw, and the one that the proxy under test sees. */
const [INVENTED, OUTER, LOOPBACK] = ["203.0.113.9", "198.51.100.4", "127.0.0.1"];

type StartProxy = (upstream: string) => Promise<ReverseProxy>;

const nginx =
  (...headers: string[]): StartProxy =>
  (upstream) =>
    startNginx(upstream, headers.map((header) => `proxy_set_header ${header};`).join(" "));
const haproxy =
  (...lines: string[]): StartProxy =>
  (upstream) =>
    startHaproxy(upstream, lines);

/** A server behind a real proxy, which trusts it so. */
async function behind(startProxy: StartProxy, trustProxy: TrustProxy, rateLimits: "on" | "off" = "off") {
  const server = await startTestServer(await SQLITE.open(), Date.now, { trustProxy, rateLimits });
  const proxy = await startProxy(new URL(server.origin).host);
  return {
    server,
    proxy,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Fails to sign in, as somebody whose request has these headers. @returns the status */
async function failSignIn(
  { server, proxy }: { server: TestServer; proxy: ReverseProxy },
  headers: Record<string, string>,
  email = "nobody@fern.example",
): Promise<number> {
  const response = await fetch(`${proxy.origin}/api/auth/sign-in/email`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: server.origin,
      [REQUESTED_BY.name]: REQUESTED_BY.value,
      ...headers,
    },
    body: JSON.stringify({ email, password: "not the password" }),
  });
  return response.status;
}

/** Whom the log names as the caller of the last refused sign-in. */
function callerOf({ logLines }: TestServer): string | undefined {
  return logLines.findLast((line) => line.includes("sign-in-failed"))?.match(/from=(\w+)/)?.[1];
}

const markOf = (address: string) => deriveKeys([SECRET]).pseudonymizeAddress(addressKey(address));
const warningsOf = ({ logLines }: TestServer) => logLines.filter((line) => line.startsWith("warning:"));

beforeAll(ensureReverseProxies, INSTALL_TIMEOUT_MS);

describe("a caller behind a real proxy is who the proxy says, whatever they claim", () => {
  const lie = { "x-forwarded-for": INVENTED, forwarded: `for=${INVENTED}`, "x-real-ip": INVENTED };
  const appending = "X-Forwarded-For $proxy_add_x_forwarded_for";
  const cases: readonly (readonly [string, StartProxy, TrustProxy, [Record<string, string>, string]])[] = [
    ["nginx appends", nginx(appending), 1, [{ "x-forwarded-for": INVENTED }, LOOPBACK]],
    ["nginx replaces", nginx("X-Forwarded-For $remote_addr", 'Forwarded ""'), 1, [lie, LOOPBACK]],
    [
      "nginx with the port",
      nginx('X-Forwarded-For "$remote_addr:$remote_port"', 'Forwarded ""'),
      1,
      [lie, LOOPBACK],
    ],
    ["nginx names one", nginx("X-Real-IP $remote_addr"), { header: "x-real-ip", hops: 1 }, [lie, LOOPBACK]],
    [
      "nginx as RFC 7239 says",
      nginx(`Forwarded 'for="[::ffff:$remote_addr]:$remote_port";proto=$scheme'`),
      { header: "forwarded", hops: 1 },
      [lie, LOOPBACK],
    ],
    ["HAProxy", haproxy("option forwardfor"), 1, [{ "x-forwarded-for": INVENTED }, LOOPBACK]],
    [
      "HAProxy with the port",
      haproxy("http-request set-header X-Forwarded-For %[src]:%[src_port]"),
      1,
      [{ "x-forwarded-for": INVENTED }, LOOPBACK],
    ],
    [
      "HAProxy as RFC 7239 says",
      haproxy('http-request add-header Forwarded proto=http;for=\\"%[src]:%[src_port]\\"'),
      1,
      [{ forwarded: `for=${INVENTED}` }, LOOPBACK],
    ],
    [
      "two, the inner HAProxy",
      haproxy("option forwardfor"),
      2,
      [{ "x-forwarded-for": `${INVENTED}, ${OUTER}:40007` }, OUTER],
    ],
    [
      "two, the inner nginx",
      nginx(appending),
      2,
      [{ "x-forwarded-for": `${INVENTED}, "[2001:db8::7]:40007"` }, "2001:db8::7"],
    ],
    [
      "Cloudflare, then nginx",
      nginx(appending),
      "cloudflare",
      [{ ...lie, "cf-connecting-ip": OUTER }, OUTER],
    ],
    [
      "CloudFront, then HAProxy",
      haproxy("option forwardfor"),
      "cloudfront",
      [{ ...lie, "cloudfront-viewer-address": `${OUTER}:46532` }, OUTER],
    ],
  ];

  test.each(cases)("%s", async (_name, startProxy, trust, [headers, expected]) => {
    await using world = await behind(startProxy, trust);

    expect(await failSignIn(world, headers)).toBe(401);
    expect(callerOf(world.server)).toBe(markOf(expected));
    expect(warningsOf(world.server)).toEqual([]);
  });

  test("an unfinished quotation of theirs does not swallow what HAProxy appends", async () => {
    const startProxy = haproxy('http-request add-header Forwarded for=\\"%[src]:%[src_port]\\"');
    await using world = await behind(startProxy, 1);
    await failSignIn(world, { forwarded: 'for="x' });

    expect(callerOf(world.server)).toBe(markOf(LOOPBACK));
    expect(warningsOf(world.server)).toEqual([expect.stringContaining("TRUST_PROXY=1, but ")]);
  });

  test("of two headers that nginx lets through, the invented one is not believed", async () => {
    await using world = await behind(nginx(appending), 1);
    await failSignIn(world, { forwarded: `for=${INVENTED}` });

    expect(callerOf(world.server)).not.toBe(markOf(INVENTED));
    expect(warningsOf(world.server)).toEqual([expect.stringContaining("name different callers")]);
  });
});

test("sixty callers behind a proxy that writes ports are sixty callers, and one of them is one", async () => {
  await using world = await behind(haproxy("option forwardfor"), 2, "on");
  const statuses: number[] = [];
  for (let n = 0; n < 60; n += 1)
    statuses.push(
      await failSignIn(world, { "x-forwarded-for": `198.51.100.${n}:${40_000 + n}` }, `${n}@fern.example`),
    );
  expect(statuses).toEqual(Array.from({ length: 60 }, () => 401));

  const guesses: number[] = [];
  for (let n = 0; n < 21; n += 1)
    guesses.push(
      await failSignIn(world, { "x-forwarded-for": `203.0.113.77:${50_000 + n}` }, `${n}@oak.example`),
    );
  expect(guesses.filter((status) => status === 429)).toHaveLength(1);
}, 60_000);

test("a form that is not understood is said once in the log, and its callers count as the proxy", async () => {
  await using world = await behind(nginx("X-Forwarded-For unix:"), 1);
  for (let n = 0; n < 3; n += 1) await failSignIn(world, {});

  expect(callerOf(world.server)).toBe(markOf(LOOPBACK));
  expect(warningsOf(world.server)).toEqual([
    expect.stringContaining('TRUST_PROXY=1, but "unix:" in x-forwarded-for is no IP address'),
  ]);
});

test("a proxy in front of a server that trusts none is remarked", async () => {
  await using world = await behind(haproxy("option forwardfor"), "none");
  await failSignIn(world, {});

  expect(warningsOf(world.server)).toEqual([expect.stringContaining("TRUST_PROXY is none")]);
});
