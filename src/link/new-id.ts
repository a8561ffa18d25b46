const BYTES = 16;
const HEX = 16;
/** Where RFC 9562 §5.4 puts the version and the variant, and what it keeps of the chance that was there. */
const [VERSION_AT, VERSION, VARIANT_AT, VARIANT] = [6, 0x40, 8, 0x80];
const [VERSION_CHANCE, VARIANT_CHANCE] = [0x0f, 0x3f];

/**
 * A random UUID, version 4. `crypto.randomUUID` is missing where a page is served without TLS, `getRandomValues` is not.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/Crypto/randomUUID
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  bytes[VERSION_AT] = ((bytes[VERSION_AT] ?? 0) & VERSION_CHANCE) | VERSION;
  bytes[VARIANT_AT] = ((bytes[VARIANT_AT] ?? 0) & VARIANT_CHANCE) | VARIANT;
  const hex = Array.from(bytes, (byte) => byte.toString(HEX).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
