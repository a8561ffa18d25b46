import { initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { Refusal } from "#domain/refusal.ts";
import type { Context } from "./context.ts";
import { refusalToTrpc } from "./refusal-to-trpc.ts";

const t = initTRPC.context<Context>().create({
  isServer: true,
  isDev: false,
  errorFormatter({ shape, error }) {
    const refusal = error.cause instanceof Refusal ? error.cause : null;
    // What a subscription throws once it runs comes past the middleware below and still has tRPC's own code.
    const meant = refusalToTrpc(error);
    return {
      ...shape,
      code: TRPC_ERROR_CODES_BY_KEY[meant.code],
      // Whatever else went wrong is ours to know: what it says could name tables, paths or secrets.
      message: meant.code === "INTERNAL_SERVER_ERROR" ? "Something went wrong." : meant.message,
      data: {
        code: meant.code,
        httpStatus: getHTTPStatusCodeFromError(meant),
        path: shape.data.path ?? null,
        refusal: refusal?.code ?? null,
        detail: refusal?.detail ?? null,
        retryAfterMs: refusal?.retryAfterMs ?? null,
      },
    };
  },
});

export const router = t.router;

const base = t.procedure.use(async ({ next }) => {
  const result = await next();
  return result.ok ? result : { ...result, error: refusalToTrpc(result.error) };
});

/** Anyone, known or not. */
export const openProcedure = base;

/** Whoever stands before a company's widget: its key is known. Puts `orgId` in the context. */
export const widgetProcedure = base.use(({ ctx, next }) => {
  const { caller } = ctx;
  if (caller.kind !== "passer-by" && caller.kind !== "visitor") throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { orgId: caller.orgId } });
});

/** A customer known by their browser's token. Puts `orgId` and `customer` in the context. */
export const visitorProcedure = base.use(({ ctx, next }) => {
  const { caller } = ctx;
  if (caller.kind !== "visitor") throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { orgId: caller.orgId, customerId: caller.customerId, customerName: caller.name } });
});

/** Somebody who works here. Puts `orgId` and `member` in the context. */
export const memberProcedure = base.use(({ ctx, next }) => {
  const { caller } = ctx;
  if (caller.kind !== "member") throw new TRPCError({ code: "UNAUTHORIZED" });
  const { memberId, name } = caller;
  return next({ ctx: { orgId: caller.orgId, member: { memberId, name }, role: caller.role } });
});

/** Somebody who may change settings and members. */
export const adminProcedure = memberProcedure.use(({ ctx, next }) => {
  if (ctx.role !== "admin") throw new TRPCError({ code: "FORBIDDEN" });
  return next();
});
