import type { Customer } from "../model/customer.ts";
import type { Instant } from "../model/instant.ts";

/** A customer as they are found by their address. */
export interface FoundCustomer {
  customer: Customer;
  chats: number;
  /** When their newest chat began. */
  lastAt: Instant;
}
