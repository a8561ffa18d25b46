import { z } from "zod";
import { setActive, setRole } from "../desk/change-member.ts";
import { teamView } from "../desk/team-view.ts";
import { email, invitationId, memberId, nothing } from "./inputs.ts";
import { adminProcedure, memberProcedure, router } from "./trpc.ts";

const none = {};
const role = z.enum(["admin", "agent"]);

/** Who works here, and how they come and go. */
export const teamRouter = router({
  get: memberProcedure.input(nothing).query(({ ctx }) => teamView(ctx.desk, ctx.orgId, ctx.role)),

  /** @returns the link, shown this once: only its hash is kept */
  invite: adminProcedure
    .input(z.strictObject({ email: email.nullable(), role }))
    .mutation(({ ctx, input }) =>
      ctx.accounts.invite(ctx.orgId, { ...input, createdBy: ctx.member.memberId }),
    ),

  revoke: adminProcedure.input(z.strictObject({ invitationId })).mutation(async ({ ctx, input }) => {
    await ctx.accounts.revoke(ctx.orgId, input.invitationId, ctx.member.memberId);
    return none;
  }),

  setRole: adminProcedure.input(z.strictObject({ memberId, role })).mutation(async ({ ctx, input }) => {
    await setRole({ ...ctx, by: ctx.member.memberId }, input.memberId, input.role);
    await ctx.accounts.onMemberChanged(ctx.orgId, input.memberId);
    return none;
  }),

  setActive: adminProcedure
    .input(z.strictObject({ memberId, active: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await setActive({ ...ctx, by: ctx.member.memberId }, input.memberId, input.active);
      await ctx.accounts.onMemberChanged(ctx.orgId, input.memberId);
      return none;
    }),
});
