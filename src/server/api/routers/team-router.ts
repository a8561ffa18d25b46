import { z } from "zod";
import type { OrgId } from "#domain/model/ids.ts";
import { type ActingMember, ROLES } from "#domain/model/member.ts";
import { emailAddress, publicName } from "#domain/settings/text-schemas.ts";
import { setActive, setPublicName, setRole } from "../../services/team/change-member.ts";
import { teamView } from "../../services/team/team-view.ts";
import { invitationId, memberId, nothing } from "../procedures/input-schemas.ts";
import {
  adminProcedure,
  memberProcedure,
  reauthenticatedAdminProcedure,
  router,
} from "../procedures/procedures.ts";

const none = {} as const;
const role = z.enum(ROLES);

/** The members, and how they join and leave. */
export const teamRouter = router({
  get: memberProcedure.input(nothing).query(({ ctx }) => teamView(ctx.services, ctx.orgId, ctx.role)),

  /** Creates an invitation. @returns the link, which cannot be read again: only its hash is stored */
  invite: adminProcedure
    .input(z.strictObject({ email: z.nullable(emailAddress), role }))
    .mutation(async ({ ctx, input }) => {
      // Inviting an admin grants all of one's own rights.
      if (input.role === "admin") await ctx.auth.requireRecentAuthentication(ctx.loginId);
      return ctx.auth.invite(ctx.orgId, { ...input, createdBy: ctx.member.memberId });
    }),

  revoke: adminProcedure.input(z.strictObject({ invitationId })).mutation(async ({ ctx, input }) => {
    await ctx.auth.revokeInvitation(ctx.orgId, input.invitationId, ctx.member.memberId);
    return none;
  }),

  setRole: reauthenticatedAdminProcedure
    .input(z.strictObject({ memberId, role }))
    .mutation(async ({ ctx, input }) => {
      await setRole({ ...ctx, by: ctx.member.memberId }, input.memberId, input.role);
      await ctx.auth.onMemberChanged(ctx.orgId, input.memberId);
      return none;
    }),

  setActive: reauthenticatedAdminProcedure
    .input(z.strictObject({ memberId, active: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await setActive({ ...ctx, by: ctx.member.memberId }, input.memberId, input.active);
      await ctx.auth.onMemberChanged(ctx.orgId, input.memberId);
      return none;
    }),

  /** Changes the name that customers read of a member; `null` for the name that colleagues read. */
  setPublicName: adminProcedure
    .input(z.strictObject({ memberId, publicName: z.nullable(publicName) }))
    .mutation(async ({ ctx, input }) => {
      await setPublicName({ ...ctx, by: ctx.member.memberId }, input.memberId, input.publicName);
      return none;
    }),

  /** Sets whether all members need a second step to sign in. */
  requireSecondStep: reauthenticatedAdminProcedure
    .input(z.strictObject({ required: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await ctx.auth.teamSecurity.requireSecondStep(adminOf(ctx), input.required);
      return none;
    }),

  /** Removes the second step of a colleague who has lost their phone and their recovery codes. */
  resetSecondStep: reauthenticatedAdminProcedure
    .input(z.strictObject({ memberId }))
    .mutation(async ({ ctx, input }) => {
      await ctx.auth.teamSecurity.resetSecondStep(adminOf(ctx), input.memberId);
      return none;
    }),

  /** Creates a link to reset a colleague's password. @returns it, which cannot be read again */
  createPasswordResetLink: reauthenticatedAdminProcedure
    .input(z.strictObject({ memberId }))
    .mutation(async ({ ctx, input }) => ({
      link: await ctx.auth.createPasswordResetLink(adminOf(ctx), input.memberId),
    })),

  endLogins: adminProcedure.input(z.strictObject({ memberId })).mutation(async ({ ctx, input }) => {
    await ctx.auth.teamSecurity.endLogins(adminOf(ctx), input.memberId);
    return none;
  }),
});

function adminOf({ orgId, member }: { orgId: OrgId; member: ActingMember }) {
  return { orgId, by: member.memberId };
}
