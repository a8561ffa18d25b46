import { describe, expect, test } from "bun:test";
import { initTRPC } from "@trpc/server";
import type { SecurityEvent } from "#domain/security/security-event.ts";
import { DatabaseUnavailable } from "../../db/store/database-unavailable.ts";
import { createTrpcHttp } from "./trpc-http.ts";

const OURS = "http://chat.example";
const t = initTRPC.create({ isServer: true, isDev: false });
const router = t.router({
  ok: t.procedure.query(() => "ok"),
  away: t.procedure.query((): never => {
    throw new DatabaseUnavailable(false, new Error("ECONNREFUSED db:5432"));
  }),
  stream: t.procedure.subscription(async function* stream() {
    yield "a";
  }),
});

/** Single calls, with what is counted, logged and reported. */
function open(waitMs = 0) {
  const counted: unknown[] = [];
  const events: SecurityEvent[] = [];
  const reports: string[] = [];
  const answer = createTrpcHttp({
    router,
    createContext: () => ({}),
    isOurOrigin: (origin) => origin === OURS,
    calls: { take: (...of) => (counted.push(of), waitMs) },
    report: (where, error) => void reports.push(`${where}: ${String(error)}`),
    logSecurityEvent: (event) => void events.push(event),
  });
  return {
    counted,
    events,
    reports,
    ask: (path: string, init?: RequestInit) =>
      answer(new Request(`${OURS}/trpc/${path}`, init), "2001:db8:1:2::3"),
  };
}

const FROM = "2001:db8:1:2::/64";

describe("single calls", () => {
  test("are counted by address range, each call of a batch for itself, and ten at most", async () => {
    const { ask, counted } = open();
    for (const path of ["ok", "ok,ok?batch=1", "ok%2Cok%2cok?batch=1", `${"ok,".repeat(19)}ok?batch=1`])
      await ask(path);

    expect(counted).toEqual([1, 2, 3, 10].map((calls) => [FROM, calls]));
  });

  test("that come too fast wait as long as they are told, and are logged", async () => {
    const { ask, events } = open(1_001);
    const response = await ask("ok");

    expect([response.status, response.headers.get("retry-after"), await response.text()]).toEqual([
      429,
      "2",
      "Too many calls at once.\n",
    ]);
    expect(events).toEqual([{ kind: "slowed", what: "call", from: FROM }]);
    expect((await open(1).ask("ok")).status).toBe(429);
  });

  test("of another site are refused before they are counted, and logged", async () => {
    const { ask, counted, events } = open();
    const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };

    expect((await ask("ok", { headers })).status).toBe(403);
    expect(counted).toEqual([]);
    expect(events).toEqual([
      { kind: "other-site", what: "call", origin: "https://evil.example", from: FROM },
    ]);
  });

  test("that find the database away are told when to try again, and others are not", async () => {
    const { ask, reports } = open();

    expect((await ask("away")).headers.get("retry-after")).toBe("1");
    expect((await ask("ok")).headers.get("retry-after")).toBeNull();
    expect(reports).toEqual(["http away: DatabaseAway: the database is away"]);
  });

  test("may not be subscriptions", async () => {
    const response = await open().ask("stream", { headers: { accept: "text/event-stream" } });

    expect([response.status, await response.text()]).toEqual([405, "Subscriptions are for sockets.\n"]);
  });
});
