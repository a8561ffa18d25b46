import { initTRPC, TRPCError } from "@trpc/server";
import type { MemberId } from "#domain/model/ids.ts";
import type { MemberNames } from "#domain/model/member.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { findDatabaseUnavailable } from "../../db/store/database-unavailable.ts";
import { requireAdmin } from "./require-admin.ts";
import type { Caller, CallContext, MemberCaller } from "./call-context.ts";
import { refuseIfTooMany } from "./refuse-if-too-many.ts";
import { refusalToTrpc } from "./refusal-to-trpc.ts";
import { StreamWithErrorCodes } from "./stream-with-error-codes.ts";
import { logRefusal } from "./log-refusal.ts";

/**
 * Who may call a procedure, set by its builder: anyone; anyone with a widget key; a customer; a customer or a member;
 * anyone signed in; a member, including one who has yet to set up the second step their company requires; a member without that
 * obligation; an admin.
 */
export type RequiredCaller =
  | "open"
  | "widget"
  | "visitor"
  | "speaker"
  | "account"
  | "member"
  | "agent"
  | "admin";

const t = initTRPC
  .context<CallContext>()
  // `asksProof`: whether the caller must have authenticated within the last ten minutes.
  .meta<{ requiredCaller: RequiredCaller; asksProof?: true }>()
  .create({
    isServer: true,
    isDev: false,
    errorFormatter({ shape, error }) {
      const refusal = error.cause instanceof Refusal ? error.cause : null;
      return {
        ...shape,
        // Details of any other error stay on the server, because they could name tables, paths or secrets.
        message: error.code === "INTERNAL_SERVER_ERROR" ? "Something went wrong." : shape.message,
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          path: shape.data.path ?? null,
          refusal: refusal?.code ?? null,
          detail: refusal?.detail ?? null,
          retryAfterMs: refusal?.retryAfterMs ?? findDatabaseUnavailable(error.cause)?.retryAfterMs ?? null,
        },
      };
    },
  });

export const router = t.router;

/** The middleware of every procedure. */
const base = t.procedure.use(async ({ ctx, type, path, next }) => {
  // A subscription over HTTP would be a connection that no revocation reaches and no limit counts.
  if (type === "subscription" && ctx.transport === "http") {
    throw new TRPCError({ code: "METHOD_NOT_SUPPORTED", message: "Subscriptions are for sockets." });
  }
  const result = await next();
  if (!result.ok) {
    const error = refusalToTrpc(result.error);
    logRefusal(ctx, path, error);
    return { ...result, error };
  }
  return isStream(result.data) ? { ...result, data: new StreamWithErrorCodes(result.data) } : result;
});

function isStream(data: unknown): data is AsyncIterable<unknown, unknown, undefined> {
  return typeof data === "object" && data !== null && Symbol.asyncIterator in data;
}

/** Anyone, signed in or not. */
export const openProcedure = base.meta({ requiredCaller: "open" });

/** Anyone with a company's widget key. Puts `orgId` in the context. */
export const widgetProcedure = base.meta({ requiredCaller: "widget" }).use(({ ctx, next }) => {
  const { caller } = ctx;
  if (caller.kind !== "passer-by" && caller.kind !== "visitor") throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { orgId: caller.orgId } });
});

/** A customer with their browser's token. Puts `orgId` and `customer` in the context. */
export const customerProcedure = base.meta({ requiredCaller: "visitor" }).use(({ ctx, next }) => {
  const { caller } = ctx;
  if (caller.kind !== "visitor") throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { orgId: caller.orgId, customerId: caller.customerId, customerName: caller.name } });
});

/** Either side of a chat, with their names as recorded. */
type Speaker = { names: MemberNames } & ({ kind: "visitor" } | { kind: "member"; memberId: MemberId });

/** Either side of a chat: a customer or a member. Puts `orgId` and `speaker` in the context. */
export const participantProcedure = base.meta({ requiredCaller: "speaker" }).use(async ({ ctx, next }) => {
  const { caller } = ctx;
  const speaking = caller.kind === "visitor" ? caller : requireWorkingMember(caller);
  const speaker = await speakerOf(ctx, speaking);
  return next({ ctx: { orgId: speaking.orgId, speaker } });
});

/** Anyone signed in, whatever their companies. Puts `loginId` in the context. */
export const accountProcedure = base.meta({ requiredCaller: "account" }).use(({ ctx, next }) => {
  const { caller } = ctx;
  if (caller.kind !== "account" && caller.kind !== "member") throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { loginId: caller.loginId } });
});

/** A member, including one who may do nothing yet but set up their second step. Puts `owner` in the context. */
export const ownProcedure = base.meta({ requiredCaller: "member" }).use(({ ctx, next }) => {
  const { orgId, memberId, loginId } = requireMember(ctx.caller);
  return next({ ctx: { owner: { orgId, memberId, loginId, address: ctx.address } } });
});

/**
 * Procedures that change nothing lasting and are called with every view of a screen, so that they are not counted.
 */
const UNCOUNTED: ReadonlySet<string> = new Set(["agent.look"]);

/**
 * A member. Puts `orgId` and `member` in the context.
 *
 * @throws {Refusal} `too-many` for changes faster than a person can make them
 */
export const memberProcedure = base
  .meta({ requiredCaller: "agent" })
  .use(async ({ ctx, type, path, next }) => {
    const { orgId, memberId, name, role, loginId } = requireWorkingMember(ctx.caller);
    if (type === "mutation" && !UNCOUNTED.has(path)) refuseIfTooMany(ctx.limits.act(memberId));
    const member = { memberId, ...(await ctx.currentNames.of(orgId, memberId, { name })) };
    return next({ ctx: { orgId, member, role, loginId } });
  });

/** A member who may change settings and members. */
export const adminProcedure = memberProcedure.meta({ requiredCaller: "admin" }).use(async ({ ctx, next }) => {
  const { reader, orgId, member } = ctx;
  await requireAdmin(reader, { orgId, memberId: member.memberId });
  return next();
});

/** Like `ownProcedure`, for a member who has authenticated within the last ten minutes. */
export const reauthenticatedOwnProcedure = ownProcedure
  .meta({ requiredCaller: "member", asksProof: true })
  .use(async ({ ctx, next }) => {
    await ctx.auth.requireRecentAuthentication(ctx.owner.loginId);
    return next();
  });

/** Like `adminProcedure`, for an admin who has authenticated within the last ten minutes. */
export const reauthenticatedAdminProcedure = adminProcedure
  .meta({ requiredCaller: "admin", asksProof: true })
  .use(async ({ ctx, next }) => {
    await ctx.auth.requireRecentAuthentication(ctx.loginId);
    return next();
  });

async function speakerOf(
  { currentNames }: CallContext,
  caller: Extract<Caller, { kind: "visitor" }> | MemberCaller,
): Promise<Speaker> {
  if (caller.kind === "visitor") return { kind: caller.kind, names: { name: caller.name } };
  const { kind, orgId, memberId, name } = caller;
  return { kind, memberId, names: await currentNames.of(orgId, memberId, { name }) };
}

/**
 * Requires a member.
 *
 * @throws {Refusal} `company-unknown` for somebody who is signed in, and no member of the company they name
 * @throws TRPCError `UNAUTHORIZED` for any other caller
 */
function requireMember(caller: Caller): MemberCaller {
  if (caller.kind === "account" && caller.isMember) throw new Refusal("company-unknown");
  if (caller.kind !== "member") throw new TRPCError({ code: "UNAUTHORIZED" });
  return caller;
}

/**
 * Requires a member who may work. @throws {Refusal} `second-step-needed` for one who has yet to set up a second step
 */
function requireWorkingMember(caller: Caller): MemberCaller {
  const member = requireMember(caller);
  if (member.needsSecondStep) throw new Refusal("second-step-needed");
  return member;
}
