import { UNSEEN } from "./is-blank.ts";

/** What is plausible on both sides of one `@` (RFC 6531, IDNA): an address is shown, never written to. */
const ADDRESS = /^("[^"]+"|[^\s@<>]+)@[^\s@<>/?]+\.[^\s@<>/?.]{2,}$/u;

/** The full-width forms of ASCII, and the full stop, that Chinese and Japanese keyboards write (UTS 46 maps them too). */
const WIDE = /[！-～。｡]/g;
/** What stands before an address: a name and `<`, `mailto:`, brackets and quotes. */
const BEFORE = /^[^@]*<|^(?:mailto:|[\s\p{Ps}\p{Pi}']|"(?![^"]*"@))+/giu;
/** What stands behind it: all that is no letter and no digit. */
const BEHIND = /(?<=[\p{L}\p{M}\p{N}])[^\p{L}\p{M}\p{N}]+$/u;

/** Returns a typed address as it is stored: nothing invisible, and nothing of what stands around it. */
export function readEmailAddress(typed: string): string {
  const seen = typed.replace(UNSEEN, "").replace(WIDE, (sign) => sign.normalize("NFKC").replace("。", "."));
  return seen.replace(BEFORE, "").replace(BEHIND, "");
}

/** Whether a text from {@link readEmailAddress} is an address. */
export function isEmailAddress(text: string): boolean {
  return ADDRESS.test(text);
}
