import type { CustomerSession } from "#domain/views/customer-state.ts";
import type { PublicMessage } from "#domain/views/public-fact.ts";

/** The loaded messages to the customer, without stopped answers of the bot; none without a session. */
export function messagesToCustomer(session: CustomerSession | null): PublicMessage[] {
  return (session?.talk.entries ?? [])
    .flatMap((entry) => (entry.kind === "message" ? entry.message : []))
    .filter(({ author, stopped }) => author.kind !== "customer" && !stopped);
}
