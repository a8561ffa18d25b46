import { z } from "zod";
import { Refusal } from "#domain/refusal.ts";
import { belongingsOf } from "../db/belongings.ts";
import { getCustomer } from "../db/customers.ts";
import { eraseCustomer } from "../desk/erase-customer.ts";
import { customerId } from "./inputs.ts";
import { adminProcedure, router, sensitiveProcedure } from "./trpc.ts";

const ofCustomer = z.strictObject({ customerId });

/** What is kept of people, for how long, and how it goes. */
export const privacyRouter = router({
  /** How much would go with a customer. */
  customerHoldings: adminProcedure.input(ofCustomer).query(async ({ ctx, input }) => {
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
});
