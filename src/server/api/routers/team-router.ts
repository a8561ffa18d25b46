import { z } from "zod";
import type { OrgId } from "#domain/model/ids.ts";
import type { Acting } from "#domain/conversations/reply.ts";
import { setActive, setRole } from "../../services/team/change-member.ts";
import { teamView } from "../../services/team/team-view.ts";
import { email, invitationId, memberId, nothing } from "../procedures/input-schemas.ts";
import { adminProcedure, memberProcedure, provenAdminProcedure, router } from "../procedures/procedures.ts";

const none = {};
const role = z.enum(["admin", "agent"]);

/** Who works here, and how they come and go. */
export const teamRouter = router({
  get: memberProcedure.input(nothing).query(({ ctx }) => teamView(ctx.desk, ctx.orgId, ctx.role)),

  /** @returns the link, shown this once: only its hash is kept */
  invite: adminProcedure
    .input(z.strictObject({ email: email.nullable(), role }))
    .mutation(async ({ ctx, input }) => {
      // Whoever makes another admin gives away all they may do themselves.
      if (input.role === "admin") await ctx.accounts.requireProof(ctx.loginId);
      return ctx.accounts.invite(ctx.orgId, { ...input, createdBy: ctx.member.memberId });
    }),

  revoke: adminProcedure.input(z.strictObject({ invitationId })).mutation(async ({ ctx, input }) => {
    await ctx.accounts.revoke(ctx.orgId, input.invitationId, ctx.member.memberId);
    return none;
  }),

  setRole: provenAdminProcedure.input(z.strictObject({ memberId, role })).mutation(async ({ ctx, input }) => {
    await setRole({ ...ctx, by: ctx.member.memberId }, input.memberId, input.role);
    await ctx.accounts.onMemberChanged(ctx.orgId, input.memberId);
    return none;
  }),

  setActive: provenAdminProcedure
    .input(z.strictObject({ memberId, active: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await setActive({ ...ctx, by: ctx.member.memberId }, input.memberId, input.active);
      await ctx.accounts.onMemberChanged(ctx.orgId, input.memberId);
      return none;
    }),

  /** Whether everybody here has to have a second step at sign-in. */
  requireSecondStep: provenAdminProcedure
    .input(z.strictObject({ required: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await ctx.accounts.team.requireSecondStep(guarding(ctx), input.required);
      return none;
    }),

  /** For a colleague who has lost their telephone and their recovery codes. */
  resetSecondStep: provenAdminProcedure
    .input(z.strictObject({ memberId }))
    .mutation(async ({ ctx, input }) => {
      await ctx.accounts.team.resetSecondStep(guarding(ctx), input.memberId);
      return none;
    }),

  endLogins: adminProcedure.input(z.strictObject({ memberId })).mutation(async ({ ctx, input }) => {
    await ctx.accounts.team.endLogins(guarding(ctx), input.memberId);
    return none;
  }),
});

function guarding({ orgId, member }: { orgId: OrgId; member: Acting }) {
  return { orgId, by: member.memberId };
}
