/** 128 bits, of which a UUID of version 4 spends six on saying so: no two ids meet, in any number of tabs. */
const ID_BYTES = 16;
const HEX = 16;
const VERSION_AT = 6;
const VARIANT_AT = 8;

/**
 * A random UUID. `crypto.randomUUID` is missing where a page is served without TLS, `getRandomValues` is not.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/Crypto/randomUUID
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  const marked = Array.from(bytes, (byte, at) => {
    if (at === VERSION_AT) return (byte & 0x0f) | 0x40;
    return at === VARIANT_AT ? (byte & 0x3f) | 0x80 : byte;
  });
  const hex = marked.map((byte) => byte.toString(HEX).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
