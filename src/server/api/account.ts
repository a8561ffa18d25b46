import { z } from "zod";
import { email, personName } from "./inputs.ts";
import { memberProcedure, openProcedure, router } from "./trpc.ts";

const none = {};
const PASSWORD_MAX_LENGTH = 256;
const token = z.string().min(1).max(200);
/** Measured by the rule, which says why it is too weak. */
const password = z.string().max(PASSWORD_MAX_LENGTH * 2);
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
});
