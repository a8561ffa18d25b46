import { emailAddress } from "#domain/settings/text-schemas.ts";

/** The addresses entered for invitations. */
export interface EmailAddresses {
  good: readonly string[];
  /** Invalid entries, in lower case. */
  bad: readonly string[];
}

/** Parses addresses separated by commas, semicolons or white space, and removes duplicates. */
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
