import type { Customer } from "../model/customer.ts";
import type { Instant } from "../model/instant.ts";

/** A customer found by email address. */
export interface FoundCustomer {
  customer: Customer;
  chats: number;
  /** The time at which their newest chat was opened. */
  lastAt: Instant;
}
