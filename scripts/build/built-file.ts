/** A finished file: its path below the build's folder, and its content. */
export interface BuiltFile {
  file: string;
  /** The media type, with its charset if it has one. */
  type: string;
  /** Whether the name contains the hash of the content, so that a browser may cache the file for ever. */
  immutable: boolean;
  body: Uint8Array<ArrayBuffer>;
}

const HASH_LENGTH = 16;

/** The first 64 bits of the content's SHA-256, in hexadecimal. */
export function contentHash(body: Uint8Array | string): string {
  return new Bun.CryptoHasher("sha256").update(body).digest("hex").slice(0, HASH_LENGTH);
}
