import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import type { CustomerDetails } from "../chat/stored-customer.ts";

/** What is wrong with the form, as the key of the phrase that says how to mend it; `null` where all is well. */
export interface StartFormFaults {
  name: "nameMissing" | null;
  email: "emailMissing" | "emailWrong" | null;
}

/** A catch for slips of the hand; whether an address is one is the server's word. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Reads what was typed into the form. */
export function readStartForm(name: string, email: string): CustomerDetails {
  return { name: name.trim().slice(0, NAME_MAX_LENGTH), email: email.trim() };
}

/** What is wrong with a form as {@link readStartForm} gives it. */
export function validateStartForm({ name, email }: CustomerDetails): StartFormFaults {
  const wellFormed = EMAIL.test(email) && email.length <= EMAIL_MAX_LENGTH;
  return {
    name: name === "" ? "nameMissing" : null,
    email: email === "" ? "emailMissing" : wellFormed ? null : "emailWrong",
  };
}
