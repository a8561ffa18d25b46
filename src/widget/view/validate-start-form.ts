import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import type { CustomerDetails } from "../chat/stored-customer.ts";

/** The errors of the form, as keys of texts; `null` if valid. */
export interface StartFormFaults {
  name: "nameMissing" | null;
  email: "emailMissing" | "emailWrong" | null;
}

/** Catches typing errors. The server validates addresses. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Reads the values typed into the form. */
export function readStartForm(name: string, email: string): CustomerDetails {
  return { name: name.trim().slice(0, NAME_MAX_LENGTH), email: email.trim() };
}

/** Validates values from {@link readStartForm}. */
export function validateStartForm({ name, email }: CustomerDetails): StartFormFaults {
  const wellFormed = EMAIL.test(email) && email.length <= EMAIL_MAX_LENGTH;
  return {
    name: name === "" ? "nameMissing" : null,
    email: email === "" ? "emailMissing" : wellFormed ? null : "emailWrong",
  };
}
