import { base32 } from "@better-auth/utils/base32";

const HOW_MANY = 10;
/** Codes of 80 bits cannot be guessed, so a plain hash of them can be stored. */
const CODE_BYTES = 10;
const GROUP = /.{4}/g;
const NORMAL = /^[a-z2-7]{16}$/;

/** Creates ten codes to be written down, in groups of characters that are not easily confused. */
export function createRecoveryCodes(newToken: () => string): readonly string[] {
  return Array.from({ length: HOW_MANY }, () => {
    const bytes = new Uint8Array(Buffer.from(newToken(), "base64url").subarray(0, CODE_BYTES));
    return (base32.encode(bytes, { padding: false }).toLowerCase().match(GROUP) ?? []).join("-");
  });
}

/** Normalizes a typed recovery code; `null` if it is not one. */
export function normalizeRecoveryCode(typed: string): string | null {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, "");
  return NORMAL.test(code) ? code : null;
}
