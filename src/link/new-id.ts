const BYTES = 16;
const HEX = 16;

/**
 * A random UUID, version 4. `crypto.randomUUID` is missing where a page is served without TLS, `getRandomValues` is not.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/Crypto/randomUUID
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  const hex = Array.from(bytes, (byte) => byte.toString(HEX).padStart(2, "0")).join("");
  // RFC 9562 §5.4 wants the version in the 13th place and a variant, 8 to b, in the 17th.
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-8$4-");
}
