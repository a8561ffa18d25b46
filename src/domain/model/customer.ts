import type { CustomerId } from "./ids.ts";

/** A person, identified by one browser. Name and e-mail are what they typed: unverified labels. */
export interface Customer {
  id: CustomerId;
  name: string;
  email: string;
}

/** Longest name and e-mail address accepted, in UTF-16 code units (RFC 5321 bounds an address at 254). */
export const NAME_MAX_LENGTH = 80;
export const EMAIL_MAX_LENGTH = 254;
