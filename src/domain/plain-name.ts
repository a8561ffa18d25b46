/**
 * Characters with no place in a name: controls, and those that hide or turn text round (Unicode's bidirectional
 * controls U+202A–E and U+2066–9, zero-width characters, the byte order mark).
 */
export const HIDDEN_CHARACTERS = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
