import type { RefusalCode } from "#domain/model/refusal.ts";
import { isolate } from "../grammar/isolate.ts";

const refusals: Partial<Record<RefusalCode, string>> = {
  "name-of-company": "Customers would take this for the company itself. Choose a person's name.",
  "name-of-chatbot": "Customers would take this for the chatbot. Choose a person's name.",
  "member-unknown": "This person is no longer in the team.",
};

/** Texts about the name of a member that customers read. */
export const publicName = {
  label: "Public name",
  hint: "Customers read this name instead of yours, from the next message on. Leave it empty to use your own. Colleagues go on reading your own.",
  hintFor: (name: string) =>
    `Customers read this name instead of ${isolate(name)}, from the next message on. Leave it empty to use their own. Colleagues go on reading their own.`,
  tooLong: (max: number) => `At most ${max} characters.`,
  unseen: "This name has characters that are not seen. Type it by hand.",
  save: "Save public name",
  saving: "Saving…",
  saved: "Saved.",
  failed: "Not saved. Try again.",
  refusals,
};
