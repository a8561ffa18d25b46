import type { PasswordProblem } from "#domain/security/password-rule.ts";

/** Texts for problems of a new password. */
export const passwordProblems: Record<PasswordProblem, (min: number, max: number) => string> = {
  "too-short": (min) => `Use at least ${min} characters. A few words are easy to remember.`,
  "too-long": (_min, max) => `Use at most ${max} characters.`,
  "too-plain": () => "That is easy to guess. Add a word or two of your own.",
};
