import { afterEach, expect, test } from "bun:test";
import { requestSignIn, type SignInOutcome } from "./sign-in-request.ts";

const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

function answering(answer: () => Response | Promise<Response>) {
  globalThis.fetch = Object.assign(async () => answer(), { preconnect: real.preconnect });
}

test.each<[number, SignInOutcome]>([
  [200, { kind: "in" }],
  [400, { kind: "wrong" }],
  [401, { kind: "wrong" }],
  [403, { kind: "wrong" }],
  [500, { kind: "unreachable" }],
  [503, { kind: "unreachable" }],
])("a server that answers %d", async (status, outcome) => {
  answering(() => new Response("{}", { status }));
  expect(await requestSignIn("ana@fern.shop", "slow tea")).toEqual(outcome);
});

test("a right password may want a code beside it, and is told when that is wrong", async () => {
  answering(() => new Response('{"code":"needed"}', { status: 401 }));
  expect(await requestSignIn("a", "b")).toEqual({ kind: "code", fault: null });
  answering(() => new Response('{"code":"wrong"}', { status: 401 }));
  expect(await requestSignIn("a", "b", "123456")).toEqual({ kind: "code", fault: "wrong" });
});

test("too many tries say how long to wait", async () => {
  answering(() => new Response("{}", { status: 429, headers: { "retry-after": "60" } }));
  expect(await requestSignIn("a", "b")).toEqual({ kind: "wait", seconds: 60 });
  answering(() => new Response("{}", { status: 429 }));
  expect(await requestSignIn("a", "b")).toEqual({ kind: "wait", seconds: 30 });
});

test("no network is said to be no network, not a wrong password", async () => {
  answering(() => {
    throw new TypeError("Failed to fetch");
  });
  expect(await requestSignIn("a", "b")).toEqual({ kind: "unreachable" });
});
