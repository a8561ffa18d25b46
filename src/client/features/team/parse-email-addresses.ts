import { emailAddress } from "#domain/settings/text-schemas.ts";

/** The addresses of an invitation as typed. */
export interface EmailAddresses {
  good: readonly string[];
  /** What is no address, as typed. */
  bad: readonly string[];
}

/** Reads addresses separated by commas, semicolons, spaces or lines; each only once. */
export function parseEmailAddresses(text: string): EmailAddresses {
  const typed = text.split(/[\s,;]+/u).filter((piece) => piece !== "");
  const unique = [...new Set(typed.map((address) => address.toLowerCase()))];
  return {
    good: unique.filter(isAddress),
    bad: unique.filter((address) => !isAddress(address)),
  };
}

function isAddress(text: string): boolean {
  return emailAddress.safeParse(text).success;
}
