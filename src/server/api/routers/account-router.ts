import { z } from "zod";
import { PASSWORD_MAX_LENGTH } from "#domain/security/password-rule.ts";
import { emailAddress, personName } from "#domain/settings/text-schemas.ts";
import { nothing } from "../procedures/input-schemas.ts";
import {
  accountProcedure,
  memberProcedure,
  openProcedure,
  ownProcedure,
  reauthenticatedOwnProcedure,
  router,
} from "../procedures/procedures.ts";

const none = {} as const;
const token = z.string().min(1).max(200);
/** Checked by the rule, which says why it is too weak. */
const password = z.string().max(PASSWORD_MAX_LENGTH * 2);
/** A code of an authenticator app, or a recovery code with its dashes. */
const code = z.string().min(1).max(40);
const ownLogin = z.string().regex(/^[0-9a-zA-Z_-]{1,100}$/);
const person = { name: personName, email: emailAddress, password };

/** Setting up and joining a company, and the member's own account. New members then sign in like any other. */
export const accountRouter = router({
  setUpState: openProcedure
    .input(z.strictObject({ token }))
    .query(({ ctx, input }) => ctx.auth.setUpState(input.token)),

  setUp: openProcedure
    .input(z.strictObject({ token, companyName: personName, ...person }))
    .mutation(async ({ ctx, input }) => {
      await ctx.auth.setUp(input, ctx.address);
      return none;
    }),

  invitation: openProcedure
    .input(z.strictObject({ token }))
    .query(({ ctx, input }) => ctx.auth.readInvitation(input.token)),

  join: openProcedure.input(z.strictObject({ token, ...person })).mutation(async ({ ctx, input }) => {
    await ctx.auth.acceptInvitation(input, ctx.address);
    return none;
  }),

  /** Accepts an invitation with the account that is signed in. @returns the company */
  joinWithAccount: accountProcedure
    .input(z.strictObject({ token, name: personName }))
    .mutation(({ ctx, input }) => ctx.auth.ownCompanies.join(ctx.loginId, input)),

  /** The companies of the account that is signed in. */
  companies: accountProcedure.input(nothing).query(({ ctx }) => ctx.auth.ownCompanies.list(ctx.loginId)),

  /** Whose password a reset link resets. */
  passwordReset: openProcedure
    .input(z.strictObject({ token }))
    .query(({ ctx, input }) => ctx.auth.readPasswordResetLink(input.token)),

  /** Uses a reset link, which ends all logins of its account. */
  resetPassword: openProcedure.input(z.strictObject({ token, password })).mutation(async ({ ctx, input }) => {
    await ctx.auth.resetPassword(input, ctx.address);
    return none;
  }),

  /** Changes the member's own password, which ends their other logins. */
  changePassword: memberProcedure
    .input(z.strictObject({ current: password, next: password }))
    .mutation(async ({ ctx, input }) => {
      const { orgId, member, loginId, address } = ctx;
      await ctx.auth.changePassword({ orgId, memberId: member.memberId, loginId, address }, input);
      return none;
    }),

  /** Authenticates the member again, before a sensitive action. */
  prove: ownProcedure
    .input(z.strictObject({ password, code: code.nullable() }))
    .mutation(async ({ ctx, input }) => {
      await ctx.auth.reauthenticate(ctx.owner, input);
      return none;
    }),

  secondStep: ownProcedure.input(nothing).query(({ ctx }) => ctx.auth.ownSecondStep.view(ctx.owner)),

  /** @returns the secret, shown this once */
  beginSecondStep: reauthenticatedOwnProcedure
    .input(nothing)
    .mutation(({ ctx }) => ctx.auth.ownSecondStep.begin(ctx.owner)),

  /** @returns the recovery codes, shown this once */
  confirmSecondStep: reauthenticatedOwnProcedure
    .input(z.strictObject({ code }))
    .mutation(async ({ ctx, input }) => ({
      recoveryCodes: await ctx.auth.ownSecondStep.confirm(ctx.owner, input.code),
    })),

  /** @returns the recovery codes, shown this once */
  renewRecoveryCodes: reauthenticatedOwnProcedure
    .input(nothing)
    .mutation(async ({ ctx }) => ({ recoveryCodes: await ctx.auth.ownSecondStep.renewCodes(ctx.owner) })),

  turnOffSecondStep: reauthenticatedOwnProcedure.input(nothing).mutation(async ({ ctx }) => {
    await ctx.auth.ownSecondStep.turnOff(ctx.owner);
    return none;
  }),

  /** The member's logins. */
  logins: ownProcedure.input(nothing).query(({ ctx }) => ctx.auth.ownLogins.list(ctx.owner)),

  /**
   * Ends a login. Needs the password, because an attacker at somebody's open page must not end their logins (ASVS 5.0
   * §7.5.2).
   */
  endLogin: reauthenticatedOwnProcedure
    .input(z.strictObject({ loginId: ownLogin }))
    .mutation(async ({ ctx, input }) => {
      await ctx.auth.ownLogins.end(ctx.owner, input.loginId);
      return none;
    }),

  endOtherLogins: reauthenticatedOwnProcedure.input(nothing).mutation(async ({ ctx }) => {
    await ctx.auth.ownLogins.endOthers(ctx.owner);
    return none;
  }),
});
