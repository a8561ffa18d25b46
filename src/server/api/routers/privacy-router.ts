import { z } from "zod";
import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { privacySchema } from "#domain/settings/privacy-schema.ts";
import { AUDIT_TOPICS } from "#domain/views/audit-log-page.ts";
import { auditLogPage } from "../../services/privacy/audit-log-page.ts";
import { setPrivacy } from "../../services/settings/change-settings.ts";
import { countOldChats } from "../../services/privacy/erase-old-chats.ts";
import { countCustomerData, countOrganizationData } from "../../db/privacy/stored-data-counts.ts";
import { findCustomersByEmail, getCustomer } from "../../db/customers/customers.ts";
import { eraseOrganization } from "../../services/privacy/erase-organization.ts";
import { eraseCustomer } from "../../services/privacy/erase-customer.ts";
import { customerId, nothing } from "../procedures/input-schemas.ts";
import { adminProcedure, reauthenticatedAdminProcedure, router } from "../procedures/procedures.ts";

const ofCustomer = z.strictObject({ customerId });

/** Personal data: what is stored, for how long, and its erasure. */
export const privacyRouter = router({
  /** Customers by the address they gave, to answer requests for their data. */
  find: adminProcedure
    .input(z.strictObject({ email: z.string().trim().max(EMAIL_MAX_LENGTH) }))
    .query(({ ctx, input }) => findCustomersByEmail(ctx.reader, ctx.orgId, input.email)),

  /** How much would be erased with a customer. */
  ofCustomer: adminProcedure.input(ofCustomer).query(async ({ ctx, input }) => {
    if ((await getCustomer(ctx.reader, ctx.orgId, input.customerId)) === null)
      throw new Refusal("customer-unknown");
    return countCustomerData(ctx.reader, ctx.orgId, input.customerId);
  }),

  /** Erases at once and irreversibly. */
  eraseCustomer: reauthenticatedAdminProcedure
    .input(ofCustomer)
    .mutation(({ ctx: { services, orgId, member }, input }) =>
      eraseCustomer({ services, orgId, by: member.memberId }, input.customerId),
    ),

  /** How much would be erased with the company. */
  ofCompany: adminProcedure.input(nothing).query(({ ctx }) => countOrganizationData(ctx.reader, ctx.orgId)),

  /** Irreversible; only if `name`, typed once more, is the company's. */
  eraseCompany: reauthenticatedAdminProcedure
    .input(z.strictObject({ name: z.string().max(NAME_MAX_LENGTH) }))
    .mutation(async ({ ctx: { services, orgId, member }, input }) => ({
      isErased: await eraseOrganization({ services, orgId, by: member.memberId }, input.name),
    })),

  /** Whether the data may be downloaded now; the download checks the same. */
  mayExport: reauthenticatedAdminProcedure.input(nothing).query(() => ({})),

  setRetention: adminProcedure.input(privacySchema).mutation(async ({ ctx, input }) => {
    const { services, orgId, member } = ctx;
    await setPrivacy({ services, orgId, by: member.memberId }, input);
    return {};
  }),

  /** How much would be erased now with this retention period. */
  tryRetention: adminProcedure
    .input(privacySchema)
    .query(({ ctx, input }) => countOldChats(ctx.services, ctx.orgId, input.keepDays)),

  /** The audit log, newest first. */
  audit: adminProcedure
    .input(
      z.strictObject({
        before: z.int().positive().nullable(),
        topic: z.enum(AUDIT_TOPICS).nullable(),
      }),
    )
    .query(({ ctx, input }) => auditLogPage(ctx.services, ctx.orgId, input)),
});
