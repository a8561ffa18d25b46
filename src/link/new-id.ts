/** 128 bits: no two ids meet, in any number of tabs. */
const ID_BYTES = 16;
const HEX = 16;

/**
 * A random id in hex, two letters a byte. `crypto.randomUUID` is missing where a page is served without TLS,
 * `getRandomValues` is not.
 * @param bytes 16 for an id; a key that grants something wants 32
 * @see https://developer.mozilla.org/en-US/docs/Web/API/Crypto/randomUUID
 */
export function newId(bytes: number = ID_BYTES): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(HEX).padStart(2, "0"),
  ).join("");
}
