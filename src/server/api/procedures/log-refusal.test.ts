import { describe, expect, test } from "bun:test";
import { TRPCError } from "@trpc/server";
import { Refusal, type RefusalCode } from "#domain/model/refusal.ts";
import { callContextOf, MEMBER, VISITOR } from "../testing/call-context.ts";
import type { Caller } from "./call-context.ts";
import { logRefusal } from "./log-refusal.ts";
import { refusalToTrpc } from "./refusal-to-trpc.ts";

/** What is logged of a call that ended with this error. */
function logged(error: unknown, caller: Caller = MEMBER) {
  const context = callContextOf({ caller });
  logRefusal(context, "team.invite", error);
  return context.events;
}

function refused(code: RefusalCode): TRPCError {
  return refusalToTrpc(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: new Refusal(code) }));
}

const FROM = { kind: "refused", what: "team.invite", by: "mem_ana", from: "192.0.2.1" } as const;

/** How a caller is named. */
function by(caller: Caller) {
  return logged(new TRPCError({ code: "FORBIDDEN" }), caller).map((event) => "by" in event && event.by);
}

describe("the log of refused calls", () => {
  test.each([
    ["UNAUTHORIZED", "unauthorized"],
    ["FORBIDDEN", "forbidden"],
    ["NOT_FOUND", "unknown"],
    ["BAD_REQUEST", "malformed"],
  ] as const)("says why, by whom and from where: %s", (code, why) => {
    expect(logged(new TRPCError({ code }))).toEqual([{ ...FROM, why }]);
  });

  test("names a foreign id as an unknown one", () => {
    expect(logged(refused("session-unknown"))).toEqual([{ ...FROM, why: "unknown" }]);
    expect(logged(refused("setup-unknown"))).toEqual([{ ...FROM, why: "forbidden" }]);
  });

  test.each(["wrong-password", "wrong-code"] as const)("names a guess: %s", (code) => {
    expect(logged(refused(code))).toEqual([{ ...FROM, why: code }]);
  });

  test("names who was told to wait by address alone", () => {
    const slowed = { kind: "slowed", what: "team.invite", from: "192.0.2.1" } as const;

    expect(logged(refused("too-many"))).toEqual([slowed]);
    expect(logged(new TRPCError({ code: "TOO_MANY_REQUESTS" }))).toEqual([slowed]);
  });

  test.each(["proof-needed", "second-step-needed", "code-needed"] as const)(
    "leaves out what the app asks for in normal use: %s",
    (code) => expect(logged(refused(code))).toEqual([]),
  );

  test.each(["message-empty", "weak-password", "token-required", "session-ended", "last-admin"] as const)(
    "leaves out what people mistype or come too late for: %s",
    (code) => expect(logged(refused(code))).toEqual([]),
  );

  test("leaves out bugs, which are reported elsewhere", () => {
    expect(logged(new Error("a bug"))).toEqual([]);
    expect(logged(new TRPCError({ code: "INTERNAL_SERVER_ERROR" }))).toEqual([]);
  });

  test("names a caller who is no member by their kind", () => {
    expect([by(VISITOR), by({ kind: "nobody" }), by({ kind: "passer-by", orgId: "org_1" })]).toEqual([
      ["visitor"],
      ["nobody"],
      ["passer-by"],
    ]);
  });
});
