/**
 * Characters with no place in a name: controls, and all that Unicode calls format characters, which are not seen and
 * hide, join or turn round what is (bidirectional controls, zero-width characters, soft hyphens, tags).
 */
export const HIDDEN_CHARACTERS = /[\p{Cc}\p{Cf}]/gu;
