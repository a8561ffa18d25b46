import type { CustomerId } from "./ids.ts";

/** A person, identified by one browser. Name and email address are unverified: they are what the person typed. */
export interface Customer {
  id: CustomerId;
  name: string;
  email: string;
}

/** The longest name and email address accepted, in UTF-16 code units (RFC 5321 bounds an address at 254). */
export const NAME_MAX_LENGTH = 80;
export const EMAIL_MAX_LENGTH = 254;
