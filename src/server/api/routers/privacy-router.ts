import { z } from "zod";
import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { readEmailAddress } from "#domain/text/email-address.ts";
import { privacySchema } from "#domain/settings/privacy-schema.ts";
import { AUDIT_TOPICS } from "#domain/views/audit-log-page.ts";
import { auditLogPage } from "../../services/privacy/audit-log-page.ts";
import { changeSettings } from "../../services/settings/change-settings.ts";
import { countOldChats } from "../../services/privacy/erase-old-chats.ts";
import { countCustomerData, countOrganizationData } from "../../db/privacy/stored-data-counts.ts";
import { findCustomersByEmail, getCustomer } from "../../db/customers/customers.ts";
import { eraseOrganization } from "../../services/privacy/erase-organization.ts";
import { eraseCustomer } from "../../services/privacy/erase-customer.ts";
import { customerId, nothing } from "../procedures/input-schemas.ts";
import { adminProcedure, reauthenticatedAdminProcedure, router } from "../procedures/procedures.ts";

const ofCustomer = z.strictObject({ customerId });

/** Personal data: what is stored, how long it is kept, and its erasure. */
export const privacyRouter = router({
  /** Finds customers by the email address they gave, for requests about their data. */
  find: adminProcedure
    .input(z.strictObject({ email: z.string().overwrite(readEmailAddress).max(EMAIL_MAX_LENGTH) }))
    .query(({ ctx, input }) => findCustomersByEmail(ctx.reader, ctx.orgId, input.email)),

  /** Counts what would be erased with a customer. */
  ofCustomer: adminProcedure.input(ofCustomer).query(async ({ ctx, input }) => {
    if ((await getCustomer(ctx.reader, ctx.orgId, input.customerId)) === null)
      throw new Refusal("customer-unknown");
    return countCustomerData(ctx.reader, ctx.orgId, input.customerId);
  }),

  /** Erases a customer at once and irreversibly. */
  eraseCustomer: reauthenticatedAdminProcedure
    .input(ofCustomer)
    .mutation(({ ctx: { services, orgId, member }, input }) =>
      eraseCustomer({ services, orgId, by: member.memberId }, input.customerId),
    ),

  /** Counts what would be erased with the company. */
  ofCompany: adminProcedure.input(nothing).query(({ ctx }) => countOrganizationData(ctx.reader, ctx.orgId)),

  /** Erases the company irreversibly, but only if the typed `name` is the company's. */
  eraseCompany: reauthenticatedAdminProcedure
    .input(z.strictObject({ name: z.string().max(NAME_MAX_LENGTH) }))
    .mutation(async ({ ctx: { services, orgId, member }, input }) => ({
      isErased: await eraseOrganization({ services, orgId, by: member.memberId }, input.name),
    })),

  /** Checks whether the data may be downloaded now. The download checks the same. */
  mayExport: reauthenticatedAdminProcedure.input(nothing).query(() => ({})),

  setRetention: adminProcedure.input(privacySchema).mutation(async ({ ctx, input }) => {
    const { services, orgId, member } = ctx;
    await changeSettings({ services, orgId, by: member.memberId }, "privacy", input);
    return {};
  }),

  /** Counts what this retention period would erase now. */
  tryRetention: adminProcedure
    .input(privacySchema)
    .query(({ ctx, input }) => countOldChats(ctx.services, ctx.orgId, input.keepDays)),

  /** Returns the audit log, newest entries first. */
  audit: adminProcedure
    .input(
      z.strictObject({
        before: z.int().positive().nullable(),
        topic: z.enum(AUDIT_TOPICS).nullable(),
      }),
    )
    .query(({ ctx, input }) => auditLogPage(ctx.services, ctx.orgId, input)),
});
