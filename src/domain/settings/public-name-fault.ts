import { publicName } from "./text-schemas.ts";
import { nameFault } from "../text/customer-faults.ts";

/** What is wrong with a public name as it was typed, before the server compares it with others; `null` if nothing is. */
export function publicNameFault(typed: string): "too-long" | "unseen" | null {
  if (nameFault(typed) === "nameTooLong") return "too-long";
  return publicName.safeParse(typed).success ? null : "unseen";
}
