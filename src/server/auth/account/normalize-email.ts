import { readEmailAddress } from "#domain/text/email-address.ts";

/** Normalizes an email address for storing and comparing: people type theirs in any case and paste it with spaces. */
export function normalizeEmail(email: string): string {
  return readEmailAddress(email).toLowerCase();
}
