import { UNSEEN } from "./is-blank.ts";

/** What is plausible on both sides of one `@` (RFC 6531, IDNA): an address is shown, never written to. */
const ADDRESS = /^("[^"]+"|[^\s@<>]+)@[^\s@<>/?]+\.[^\s@<>/?.]{2,}$/u;

/** Returns a typed address as it is stored: nothing invisible, and nothing of what stands around it. */
export function readEmailAddress(typed: string): string {
  return typed.replace(UNSEEN, "").replace(/^.*<|^\s+|(?<=[\p{L}\p{M}\p{N}])[^\p{L}\p{M}\p{N}]+$/gu, "");
}

/** Whether a text from {@link readEmailAddress} is an address. */
export function isEmailAddress(text: string): boolean {
  return ADDRESS.test(text);
}
