/** A finished file: its path below the build's folder, and its content. */
export interface BuiltFile {
  file: string;
  /** The media type, with its charset if it has one. */
  type: string;
  /** Whether the name contains the hash of the content, so that a browser may cache the file for ever. */
  immutable: boolean;
  body: Uint8Array<ArrayBuffer>;
}
