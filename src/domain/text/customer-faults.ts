import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "../model/customer.ts";
import { isEmailAddress, readEmailAddress } from "./email-address.ts";
import { isBlank } from "./is-blank.ts";

/** What is wrong with each field of the form that begins a chat; `null` if nothing is. */
export interface CustomerFaults {
  name: "nameMissing" | "nameTooLong" | null;
  email: "emailMissing" | "emailWrong" | null;
}

/** What is wrong with a name as it was typed. It is refused and not cut: half of a name is somebody else's. */
export function nameFault(typed: string): CustomerFaults["name"] {
  if (isBlank(typed)) return "nameMissing";
  return typed.trim().length > NAME_MAX_LENGTH ? "nameTooLong" : null;
}

/** What is wrong with an e-mail address as it was typed. */
export function emailFault(typed: string): CustomerFaults["email"] {
  const address = readEmailAddress(typed);
  if (address === "") return "emailMissing";
  return isEmailAddress(address) && address.length <= EMAIL_MAX_LENGTH ? null : "emailWrong";
}
