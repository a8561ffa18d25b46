const UUID_BYTES = 16;
const HEX = 16;

/** Random bytes in hexadecimal: `crypto.getRandomValues` is there even where a page is served without TLS. */
export function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(HEX).padStart(2, "0")).join("");
}

/** A random UUID, version 4. `crypto.randomUUID` needs TLS. */
export function newId(): string {
  // RFC 9562 §5.4 wants the version in the 13th place and a variant, 8 to b, in the 17th.
  return randomHex(UUID_BYTES).replace(/(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-8$4-");
}
