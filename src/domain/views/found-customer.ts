import type { Customer } from "../model/customer.ts";
import type { Instant } from "../model/instant.ts";

/** A customer found by e-mail address. */
export interface FoundCustomer {
  customer: Customer;
  chats: number;
  /** When their newest chat was opened. */
  lastAt: Instant;
}
