import { z } from "zod";
import { email, nothing, personName } from "../procedures/input-schemas.ts";
import {
  memberProcedure,
  openProcedure,
  ownProcedure,
  provenOwnProcedure,
  router,
} from "../procedures/procedures.ts";

const none = {};
const PASSWORD_MAX_LENGTH = 256;
const token = z.string().min(1).max(200);
/** Measured by the rule, which says why it is too weak. */
const password = z.string().max(PASSWORD_MAX_LENGTH * 2);
/** A code of an app, or a recovery code with its dashes. */
const code = z.string().min(1).max(40);
const ownLogin = z.string().regex(/^[0-9a-zA-Z_-]{1,100}$/);
const person = { name: personName, email, password };

/** How people come in for the first time. Who is made then signs in like anybody. */
export const accountRouter = router({
  setUpState: openProcedure
    .input(z.strictObject({ token }))
    .query(({ ctx, input }) => ctx.accounts.setUpState(input.token)),

  setUp: openProcedure
    .input(z.strictObject({ token, companyName: personName, ...person }))
    .mutation(async ({ ctx, input }) => {
      await ctx.accounts.setUp(input, ctx.address);
      return none;
    }),

  invitation: openProcedure
    .input(z.strictObject({ token }))
    .query(({ ctx, input }) => ctx.accounts.invitation(input.token)),

  join: openProcedure.input(z.strictObject({ token, ...person })).mutation(async ({ ctx, input }) => {
    await ctx.accounts.join(input, ctx.address);
    return none;
  }),

  /** A member's own password. Their other logins end. */
  changePassword: memberProcedure
    .input(z.strictObject({ current: password, next: password }))
    .mutation(async ({ ctx, input }) => {
      const { orgId, member, loginId, address } = ctx;
      await ctx.accounts.changePassword({ orgId, memberId: member.memberId, loginId, address }, input);
      return none;
    }),

  /** Shows anew that it is oneself, before something that matters. */
  prove: ownProcedure
    .input(z.strictObject({ password, code: code.nullable() }))
    .mutation(async ({ ctx, input }) => {
      await ctx.accounts.prove(ctx.owner, input);
      return none;
    }),

  secondStep: ownProcedure.input(nothing).query(({ ctx }) => ctx.accounts.secondStep.view(ctx.owner)),

  /** @returns the secret, shown this once */
  beginSecondStep: provenOwnProcedure
    .input(nothing)
    .mutation(({ ctx }) => ctx.accounts.secondStep.begin(ctx.owner)),

  /** @returns the recovery codes, shown this once */
  confirmSecondStep: provenOwnProcedure.input(z.strictObject({ code })).mutation(async ({ ctx, input }) => ({
    recoveryCodes: await ctx.accounts.secondStep.confirm(ctx.owner, input.code),
  })),

  /** @returns the recovery codes, shown this once */
  renewRecoveryCodes: provenOwnProcedure
    .input(nothing)
    .mutation(async ({ ctx }) => ({ recoveryCodes: await ctx.accounts.secondStep.renewCodes(ctx.owner) })),

  turnOffSecondStep: provenOwnProcedure.input(nothing).mutation(async ({ ctx }) => {
    await ctx.accounts.secondStep.turnOff(ctx.owner);
    return none;
  }),

  /** Where one is signed in. */
  logins: ownProcedure.input(nothing).query(({ ctx }) => ctx.accounts.logins.list(ctx.owner)),

  /** Asks for the password: who has got hold of a page of somebody's must not throw them out (ASVS 5.0 §7.5.2). */
  endLogin: provenOwnProcedure
    .input(z.strictObject({ loginId: ownLogin }))
    .mutation(async ({ ctx, input }) => {
      await ctx.accounts.logins.end(ctx.owner, input.loginId);
      return none;
    }),

  endOtherLogins: provenOwnProcedure.input(nothing).mutation(async ({ ctx }) => {
    await ctx.accounts.logins.endOthers(ctx.owner);
    return none;
  }),
});
