const HASH_LENGTH = 16;

/** The first 64 bits of the content's SHA-256, in hexadecimal. */
export function contentHash(body: Uint8Array | string): string {
  return new Bun.CryptoHasher("sha256").update(body).digest("hex").slice(0, HASH_LENGTH);
}
