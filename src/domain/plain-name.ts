/**
 * Characters with no place in a name: controls, and those that hide or turn text round (Unicode's bidirectional
 * controls U+202A–E and U+2066–9, zero-width characters, the byte order mark).
 */
// oxlint-disable-next-line no-control-regex -- finding them is the point
export const CONTROL_CHARACTERS =
  /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
