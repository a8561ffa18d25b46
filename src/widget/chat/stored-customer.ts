import type { Instant } from "#domain/model/instant.ts";

/** The details that the customer entered in the form. */
export interface CustomerDetails {
  name: string;
  email: string;
}

/** The data this browser stores about its customer. Nothing is stored before they submit the form. */
export interface StoredCustomer {
  who?: CustomerDetails;
  /** A secret of 256 random bits. Opening a session with it again gives the same customer. */
  key?: string;
  /** Authenticates the customer; removed once it is refused. */
  token?: string | undefined;
  /** When they last started a chat, or looked at their mail, by this browser's clock. */
  actedAt?: Instant;
}
