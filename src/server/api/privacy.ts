import { z } from "zod";
import { NAME_MAX_LENGTH } from "#domain/customer.ts";
import { Refusal } from "#domain/refusal.ts";
import { belongingsOf, companyHoldings } from "../db/belongings.ts";
import { getCustomer } from "../db/customers.ts";
import { eraseOrganization } from "../desk/erase-organization.ts";
import { eraseCustomer } from "../desk/erase-customer.ts";
import { customerId, nothing } from "./inputs.ts";
import { adminProcedure, router, sensitiveProcedure } from "./trpc.ts";

const ofCustomer = z.strictObject({ customerId });

/** What is kept of people, for how long, and how it goes. */
export const privacyRouter = router({
  /** How much would go with a customer. */
  ofCustomer: adminProcedure.input(ofCustomer).query(async ({ ctx, input }) => {
    const { store } = ctx.desk;
    if ((await getCustomer(store, ctx.orgId, input.customerId)) === null)
      throw new Refusal("customer-unknown");
    return belongingsOf(store, ctx.orgId, input.customerId);
  }),

  /** For good, and at once. */
  eraseCustomer: sensitiveProcedure
    .input(ofCustomer)
    .mutation(({ ctx: { desk, orgId, member }, input }) =>
      eraseCustomer({ desk, orgId, by: member.memberId }, input.customerId),
    ),

  /** How much would go with the company. */
  ofCompany: adminProcedure.input(nothing).query(({ ctx }) => companyHoldings(ctx.desk.store, ctx.orgId)),

  /** For good, if `name` is the company's, typed once more. */
  eraseCompany: sensitiveProcedure
    .input(z.strictObject({ name: z.string().max(NAME_MAX_LENGTH) }))
    .mutation(async ({ ctx: { desk, orgId, member }, input }) => ({
      isErased: await eraseOrganization({ desk, orgId, by: member.memberId }, input.name),
    })),
});
