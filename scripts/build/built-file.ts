/** A finished file: its path below the build's folder, and its content. */
export interface BuiltFile {
  file: string;
  /** The path it is served under, where that is not its own: the same in every language. */
  path?: string;
  /** The language of its texts, where there is one such file for each. */
  language?: string;
  /** The media type, with its charset if it has one. */
  type: string;
  /** Whether the name contains the hash of the content, so that a browser may cache the file for ever. */
  immutable: boolean;
  body: Uint8Array<ArrayBuffer>;
}
