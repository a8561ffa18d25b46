/**
 * Characters not allowed in names: control characters and Unicode format characters, which are invisible and hide, join
 * or reorder the visible ones (bidirectional controls, zero-width characters, soft hyphens, tags).
 */
export const HIDDEN_CHARACTERS = /[\p{Cc}\p{Cf}]/gu;
