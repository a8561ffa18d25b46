/** 18 digits beside the 11 of the time, the 0 before it, version and variant. */
const CHANCE_BYTES = 9;
const HEX = 16;

/** Random bytes in hexadecimal: `crypto.getRandomValues` is there even where a page is served without TLS. */
export function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(HEX).padStart(2, "0")).join("");
}

/**
 * A UUID of version 7: this clock's milliseconds, then chance, so that ids made at about the same time lie together in a
 * database. `crypto.randomUUID` makes none, and needs TLS.
 */
export function newId(): string {
  // RFC 9562 §5.7 wants 48 bits of time, which until the year 2527 begin with 0, then the version, and in the 17th place
  // a variant, 8 to b.
  return (Date.now().toString(HEX) + randomHex(CHANCE_BYTES)).replace(
    /(.......)(....)(...)(...)/,
    "0$1-$2-7$3-8$4-",
  );
}
