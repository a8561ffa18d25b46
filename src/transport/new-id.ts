/** Gives 18 digits, besides the 11 of the time, the leading 0, version and variant. */
const RANDOM_BYTES = 9;
const HEX = 16;

/** Random bytes in hexadecimal. `crypto.getRandomValues` works even in pages served without TLS. */
export function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(HEX).padStart(2, "0")).join("");
}

/**
 * Creates a UUID of version 7: the time in milliseconds, then random bits, so that ids of about the same time are
 * close together in a database. `crypto.randomUUID` makes version 4, and needs TLS.
 */
export function newId(): string {
  // RFC 9562 §5.7: 48 bits of time, which begin with 0 until the year 2527, then the version, and as the 17th digit a
  // variant from 8 to b.
  return (Date.now().toString(HEX) + randomHex(RANDOM_BYTES)).replace(
    /(.......)(....)(...)(...)/,
    "0$1-$2-7$3-8$4-",
  );
}
