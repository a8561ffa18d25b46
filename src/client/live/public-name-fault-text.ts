import { NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import { publicNameFault } from "#domain/settings/public-name-fault.ts";
import { publicName as texts } from "#locales/en/public-name.ts";

/** The fault of a typed public name, in words; `null` if it can be saved. */
export function publicNameFaultText(typed: string): string | null {
  const fault = publicNameFault(typed);
  if (fault === null) return null;
  return fault === "too-long" ? texts.tooLong(NAME_MAX_LENGTH) : texts.unseen;
}
