import { expect, test } from "bun:test";
import { initTRPC } from "@trpc/server";
import { LIMITS } from "../limits/limits.ts";
import { startTrpcHttp } from "../testing/start-trpc-http.ts";
import { until } from "../testing/wait-until.ts";
import { createTrpcHttp } from "./trpc-http.ts";

type World = ReturnType<typeof startTrpcHttp>;

async function post(world: World, headers: Record<string, string>, body: BodyInit = "{}") {
  return await fetch(`${world.url}/write`, { method: "POST", headers, body });
}

function caught(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch((error: unknown) => error);
}

test("a query is answered", async () => {
  await using world = startTrpcHttp();

  expect(await world.connect().api.echo.query({ text: "hello" })).toEqual({ text: "hello" });
});

test("a mutation is run and answered", async () => {
  await using world = startTrpcHttp();

  expect(await world.connect().api.write.mutate("a line")).toBe(1);
  expect(world.diary).toEqual(["wrote a line"]);
});

test("calls made in one turn travel in one request", async () => {
  await using world = startTrpcHttp();
  const { api, requests } = world.connect();

  const answers = await Promise.all([api.echo.query(1), api.echo.query(2), api.echo.query(3)]);

  expect([answers, requests()]).toEqual([[1, 2, 3], 1]);
});

test("of eleven calls in one request none runs", async () => {
  await using world = startTrpcHttp();
  const { api } = world.connect();

  const results = await Promise.allSettled(Array.from({ length: 11 }, () => api.write.mutate("a line")));

  expect(results.every(({ status }) => status === "rejected")).toBe(true);
  expect(world.diary).toEqual([]);
});

test("an error arrives as the router's formatter shaped it, without a stack", async () => {
  await using world = startTrpcHttp();

  const error = await caught(world.connect().api.fail.query());

  expect(error).toMatchObject({ data: { code: "CONFLICT", httpStatus: 409, isFormatted: true } });
  expect(JSON.stringify(error)).not.toContain("stack");
});

test("a value that JSON does not know passes through the router's transformer", async () => {
  const transformer = {
    serialize: (value: unknown) => (value instanceof Date ? { at: value.getTime() } : value),
    deserialize: (value: unknown) =>
      typeof value === "object" && value !== null && "at" in value ? new Date(Number(value.at)) : value,
  };
  await using world = startTrpcHttp({ transformer });

  expect(await world.connect().api.echo.query(new Date(5))).toEqual(new Date(5));
});

test("a caller who gives up ends the procedure", async () => {
  await using world = startTrpcHttp();
  const giveUp = new AbortController();

  const asked = caught(world.connect().api.waitForever.query(undefined, { signal: giveUp.signal }));
  await until(() => world.diary.includes("waiting"));
  giveUp.abort();
  await asked;
  await until(() => world.diary.includes("query aborted"));

  expect(world.diary).toEqual(["waiting", "query aborted"]);
});

test("a caller who is not let in runs nothing", async () => {
  await using world = startTrpcHttp();

  const error = await caught(world.connect("stranger").api.write.mutate("an intrusion"));

  expect(error).toMatchObject({ data: { code: "UNAUTHORIZED" } });
  expect(world.diary).toEqual([]);
});

test("when we fail to say who is calling, nothing runs and nothing of the reason leaves", async () => {
  await using world = startTrpcHttp();

  const error = await caught(world.connect("accident").api.write.mutate("an intrusion"));

  expect(error).toMatchObject({ message: "Something went wrong on our side." });
  expect(world.diary).toEqual([]);
  expect(world.reports).toContain("http context: Error: database is on fire");
});

test("a crash is reported to us", async () => {
  await using world = startTrpcHttp();

  await caught(world.connect().api.crash.query());

  expect(world.reports).toEqual(["http crash: Error: password of the database"]);
});

test("a form of another site, which tRPC alone would run, changes nothing", async () => {
  await using world = startTrpcHttp();
  const form = new FormData();
  form.set("anything", "at all");

  const cookies = { cookie: "sid=stolen", origin: "https://evil.example" };
  const response = await fetch(`${world.url}/write`, { method: "POST", headers: cookies, body: form });

  expect([response.status, world.diary]).toEqual([403, []]);
});

test("the same form with every header but its type in order changes nothing", async () => {
  await using world = startTrpcHttp();

  const response = await fetch(`${world.url}/write`, {
    method: "POST",
    headers: world.headers,
    body: new FormData(),
  });

  expect([response.status, world.diary]).toEqual([415, []]);
});

test.each(["text/plain", "application/x-www-form-urlencoded", "application/octet-stream"])(
  "a body of type %p changes nothing",
  async (type) => {
    await using world = startTrpcHttp();

    const response = await post(world, { ...world.headers, "content-type": type });

    expect([response.status, world.diary]).toEqual([415, []]);
  },
);

test("a request with everything in order but our header changes nothing", async () => {
  await using world = startTrpcHttp();

  const response = await post(world, { origin: "http://chat.example", "content-type": "application/json" });

  expect([response.status, world.diary]).toEqual([403, []]);
});

test("a mutation cannot be had by GET, whatever method a header names", async () => {
  await using world = startTrpcHttp();

  const response = await fetch(`${world.url}/write`, { headers: { "x-http-method-override": "POST" } });

  expect([response.status, world.diary]).toEqual([405, []]);
});

test("a subscription is not had by a single request", async () => {
  await using world = startTrpcHttp();

  const response = await fetch(`${world.url}/follow`, { headers: { accept: "text/event-stream" } });

  expect([response.status, await response.text()]).toEqual([405, "Subscriptions are for sockets.\n"]);
});

test("an address that calls without end is told to wait, and nothing more runs", async () => {
  await using world = startTrpcHttp();
  const ask = (path: string) => fetch(`${world.url}/${path}`);

  for (let calls = 0; calls < LIMITS.httpCalls.capacity; calls += 10)
    await ask(`${Array.from({ length: 10 }, () => "whoAmI").join(calls % 20 === 0 ? "," : "%2C")}?batch=1`);
  const refused = await ask("whoAmI");

  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
});

test("a router that would logSecurityEvent strangers its stack traces is not served", () => {
  const t = initTRPC.create({ isServer: true, isDev: true });
  const serve = () =>
    createTrpcHttp({
      router: t.router({}),
      createContext: () => ({}),
      isOurOrigin: () => true,
      calls: { take: () => 0 },
      report: () => {},
      logSecurityEvent: () => {},
    });

  expect(serve).toThrow("isDev");
});
