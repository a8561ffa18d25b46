import { describe, expect, test } from "bun:test";
import { TRPCError } from "@trpc/server";
import { getErrorShape } from "@trpc/server/shared";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import type { Reader } from "../../db/store/store.ts";
import { DatabaseUnavailable } from "../../db/store/database-unavailable.ts";
import { callContextOf, MEMBER, VISITOR } from "../testing/call-context.ts";
import type { CallContext, Caller } from "./call-context.ts";
import {
  adminProcedure,
  customerProcedure,
  memberProcedure,
  openProcedure,
  ownProcedure,
  participantProcedure,
  reauthenticatedAdminProcedure,
  reauthenticatedOwnProcedure,
  router,
  widgetProcedure,
} from "./procedures.ts";

/** A procedure of each builder, which answers with what the builder has put into its context. */
const ofEachBuilder = router({
  open: openProcedure.query(() => "in"),
  widget: widgetProcedure.query(({ ctx: { orgId } }) => ({ orgId })),
  visitor: customerProcedure.query(({ ctx: { orgId, customerId, customerName } }) => ({
    orgId,
    customerId,
    customerName,
  })),
  speaker: participantProcedure.query(({ ctx: { orgId, speaker } }) => ({ orgId, speaker })),
  member: ownProcedure.query(({ ctx: { owner } }) => owner),
  agent: memberProcedure.query(({ ctx: { orgId, member, role, loginId } }) => ({
    orgId,
    member,
    role,
    loginId,
  })),
  admin: adminProcedure.query(({ ctx: { orgId, member } }) => ({ orgId, member })),
  provenMember: reauthenticatedOwnProcedure.query(() => "in"),
  provenAdmin: reauthenticatedAdminProcedure.query(() => "in"),
});

type Path = keyof typeof ofEachBuilder._def.procedures;

const CALLERS = {
  nobody: { kind: "nobody" },
  "passer-by": { kind: "passer-by", orgId: "org_1" },
  visitor: VISITOR,
  member: MEMBER,
  "member without the second step": { ...MEMBER, needsSecondStep: true },
} as const satisfies Record<string, Caller>;

function as(caller: Caller) {
  return ofEachBuilder.createCaller(callContextOf({ caller }));
}

/** `in`, or why the caller is not let in. */
async function outcome(path: Path, context: CallContext): Promise<string> {
  try {
    await ofEachBuilder.createCaller(context)[path]();
    return "in";
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return error.cause instanceof Refusal ? error.cause.code : error.code;
  }
}

/** Who gets through a builder that asks no database. */
const LETS_IN: readonly (readonly [Path, readonly (keyof typeof CALLERS)[]])[] = [
  ["open", ["nobody", "passer-by", "visitor", "member", "member without the second step"]],
  ["widget", ["passer-by", "visitor"]],
  ["visitor", ["visitor"]],
  ["speaker", ["visitor", "member"]],
  ["member", ["member", "member without the second step"]],
  ["provenMember", ["member", "member without the second step"]],
  ["agent", ["member"]],
];

describe("a procedure", () => {
  test.each(LETS_IN)("of the builder for “%s” lets in only: %j", async (path, letIn) => {
    for (const [name, caller] of Object.entries(CALLERS)) {
      const isIn = letIn.some((one) => one === name);
      const lacksStep = caller.kind === "member" && caller.needsSecondStep;
      const refusal = lacksStep && /speaker|agent/.test(path) ? "second-step-needed" : "UNAUTHORIZED";
      expect([path, name, await outcome(path, callContextOf({ caller }))]).toEqual([
        path,
        name,
        isIn ? "in" : refusal,
      ]);
    }
  });

  test("learns who the caller is from the connection alone", async () => {
    const { orgId, memberId, name, role, loginId } = MEMBER;

    expect(await as(CALLERS["passer-by"]).widget()).toEqual({ orgId });
    expect(await as(VISITOR).widget()).toEqual({ orgId });
    expect(await as(VISITOR).visitor()).toEqual({ orgId, customerId: "cus_maria", customerName: "Maria" });
    expect(await as(VISITOR).speaker()).toEqual({
      orgId,
      speaker: { kind: "visitor", names: { name: "Maria" } },
    });
    expect(await as(MEMBER).speaker()).toEqual({
      orgId,
      speaker: { kind: "member", memberId, names: { name } },
    });
    expect(await as(MEMBER).member()).toEqual({ orgId, memberId, loginId, address: "192.0.2.1" });
    expect(await as(MEMBER).agent()).toEqual({ orgId, member: { memberId, name }, role, loginId });
  });

  test("says of itself whom it lets in, and whether it asks for a proof", () => {
    const said = Object.entries(ofEachBuilder._def.procedures).map(([path, { _def }]) => [
      path,
      (_def as { meta?: object }).meta,
    ]);

    expect(Object.fromEntries(said)).toEqual({
      open: { requiredCaller: "open" },
      widget: { requiredCaller: "widget" },
      visitor: { requiredCaller: "visitor" },
      speaker: { requiredCaller: "speaker" },
      member: { requiredCaller: "member" },
      agent: { requiredCaller: "agent" },
      admin: { requiredCaller: "admin" },
      provenMember: { requiredCaller: "member", asksProof: true },
      provenAdmin: { requiredCaller: "admin", asksProof: true },
    });
  });

  test("that asks for a proof is refused without one, of the login that calls", async () => {
    const { auth, asked } = withoutProof();

    expect(await outcome("provenMember", callContextOf({ caller: MEMBER, auth }))).toBe("proof-needed");
    expect(asked).toEqual([MEMBER.loginId]);
  });
});

/** An authentication by which every proof is too old. */
function withoutProof() {
  const asked: string[] = [];
  const requireRecentAuthentication = async (loginId: string) => {
    asked.push(loginId);
    throw new Refusal("proof-needed");
  };
  return { asked, auth: { requireRecentAuthentication } as unknown as CallContext["auth"] };
}

/** A member of a new company, as a caller who reads from the database. */
async function callerIn(reader: Reader, orgId: OrgId, memberId: MemberId): Promise<CallContext> {
  return callContextOf({ caller: { ...MEMBER, orgId, memberId, role: "admin" }, reader });
}

describe.each(ENGINES)("on $name a procedure for admins", (engine) => {
  test("goes by the role that the member has now, whatever they had when they connected", async () => {
    await using store = await engine.open();
    const [orgId, other] = [await addOrganization(store), await addOrganization(store)];
    const admin = await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
    const agent = await addMemberWithAccount(store, orgId, "Ben");
    const gone = await addMemberWithAccount(store, orgId, "Cleo", { role: "admin", active: false });
    const outcomes = async (of: OrgId, id: MemberId) =>
      await Promise.all(
        (["admin", "provenAdmin"] as const).map(async (path) => outcome(path, await callerIn(store, of, id))),
      );

    expect(await outcomes(orgId, admin.id)).toEqual(["in", "in"]);
    expect(await outcomes(orgId, agent.id)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
    expect(await outcomes(orgId, gone.id)).toEqual(["UNAUTHORIZED", "UNAUTHORIZED"]);
    expect(await outcomes(other, admin.id)).toEqual(["UNAUTHORIZED", "UNAUTHORIZED"]);
    expect(await outcomes(orgId, "mem_nobody")).toEqual(["UNAUTHORIZED", "UNAUTHORIZED"]);
  });

  test("asks an admin for a proof where it needs one", async () => {
    await using store = await engine.open();
    const orgId = await addOrganization(store);
    const { id } = await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
    const context = await callerIn(store, orgId, id);
    const { auth } = withoutProof();

    expect(await outcome("admin", { ...context, auth })).toBe("in");
    expect(await outcome("provenAdmin", { ...context, auth })).toBe("proof-needed");
  });
});

describe("a member's calls", () => {
  const counting = router({
    change: memberProcedure.mutation(() => "changed"),
    read: memberProcedure.query(() => "read"),
    agent: router({ look: memberProcedure.mutation(() => "looked") }),
  });

  function counted(waitMs: number) {
    const members: string[] = [];
    const act = (memberId: string) => (members.push(memberId), waitMs);
    const limits = { open: () => 0, send: () => 0, act };
    return { members, caller: counting.createCaller(callContextOf({ caller: MEMBER, limits })) };
  }

  test("are counted when they change something, not when they read or look", async () => {
    const { members, caller } = counted(0);

    expect([await caller.change(), await caller.read(), await caller.agent.look()]).toEqual([
      "changed",
      "read",
      "looked",
    ]);
    expect(members).toEqual(["mem_ana"]);
  });

  test("that come too fast are refused with the time to wait", async () => {
    const error: unknown = await counted(1)
      .caller.change()
      .catch((caught: unknown) => caught);

    expect(error).toMatchObject({ code: "TOO_MANY_REQUESTS", cause: { code: "too-many", retryAfterMs: 1 } });
  });
});

describe("a subscription", () => {
  const streams = router({
    letters: openProcedure.subscription(async function* letters() {
      yield "a";
      throw new Refusal("resync");
    }),
  });

  function over(transport: "http" | "socket") {
    return streams.createCaller(callContextOf({ caller: { kind: "nobody" }, transport })).letters();
  }

  test("is for sockets, where its end reaches it", async () => {
    await expect(over("http")).rejects.toMatchObject({ code: "METHOD_NOT_SUPPORTED" });
    const items: unknown[] = [];
    const read = async () => {
      for await (const item of await over("socket")) items.push(item);
    };
    await expect(read()).rejects.toMatchObject({ code: "PRECONDITION_FAILED", cause: { code: "resync" } });
    expect(items).toEqual(["a"]);
  });
});

test("a refused call is logged under its name, and a good one is not", async () => {
  const context = callContextOf({ caller: VISITOR });
  await outcome("visitor", context);
  expect(context.events).toEqual([]);
  await outcome("agent", context);

  expect(context.events).toEqual([
    { kind: "refused", what: "agent", why: "unauthorized", by: "visitor", from: "192.0.2.1" },
  ]);
});

/** An error as it reaches a client. */
function sent(code: TRPCError["code"], cause?: Error) {
  const { _config: config } = ofEachBuilder._def;
  const error = new TRPCError({ code, message: "select * from message", ...(cause && { cause }) });
  return getErrorShape({ config, error, type: "query", path: "agent.me", input: {}, ctx: undefined });
}

describe("an error that reaches a client", () => {
  test("says nothing of a bug", () => {
    expect(sent("INTERNAL_SERVER_ERROR", new Error("/app/secret.ts"))).toEqual({
      code: -32_603,
      message: "Something went wrong.",
      data: {
        code: "INTERNAL_SERVER_ERROR",
        httpStatus: 500,
        path: "agent.me",
        refusal: null,
        detail: null,
        retryAfterMs: null,
      },
    });
    expect(sent("CONFLICT").message).toBe("select * from message");
  });

  test("names the refusal, its detail and when to try again", () => {
    expect(sent("BAD_REQUEST", new Refusal("weak-password", "too-short", 7)).data).toMatchObject({
      refusal: "weak-password",
      detail: "too-short",
      retryAfterMs: 7,
    });
    expect(sent("SERVICE_UNAVAILABLE", new DatabaseUnavailable(false, null)).data).toMatchObject({
      refusal: null,
      retryAfterMs: 1_000,
    });
  });
});
