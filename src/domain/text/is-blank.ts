/** Matches controls, and characters that are never drawn (default-ignorable ones, annotations) or are drawn blank. */
export const UNSEEN = /[\p{Cc}\p{DI}\u2800\uFFF9-\uFFFC]/gu;

/** Whether nothing of a text is seen: it has white space, unseen characters, and marks without a letter at most. */
export function isBlank(text: string): boolean {
  return /^[\s\p{M}]*$/u.test(text.replace(UNSEEN, ""));
}
