import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import type { Who } from "../chat/stored-customer.ts";

/** What is wrong with the form, as the key of the phrase that says how to mend it; `null` where all is well. */
export interface Faults {
  name: "nameMissing" | null;
  email: "emailMissing" | "emailWrong" | null;
}

/** A catch for slips of the hand; whether an address is one is the server's word. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Reads what was typed into the form. */
export function readForm(name: string, email: string): Who {
  return { name: name.trim().slice(0, NAME_MAX_LENGTH), email: email.trim() };
}

/** What is wrong with a form as {@link readForm} gives it. */
export function findFaults({ name, email }: Who): Faults {
  const wellFormed = EMAIL.test(email) && email.length <= EMAIL_MAX_LENGTH;
  return {
    name: name === "" ? "nameMissing" : null,
    email: email === "" ? "emailMissing" : wellFormed ? null : "emailWrong",
  };
}
