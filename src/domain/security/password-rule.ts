/** The minimum length, in characters. NIST SP 800-63B §3.1.1.2 asks for one, and for no composition rules. */
export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 256;

export type PasswordProblem = "too-short" | "too-long" | "too-plain";

/** The number of characters that must remain of a password once everything easily guessed is removed. */
const LEFT_MIN_LENGTH = 5;
const DISTINCT_MIN = 5;
/** Shorter pieces of a name occur in any long password by chance. */
const PIECE_MIN_LENGTH = 3;
const GUESSED_FIRST: readonly string[] = [
  "password",
  "passwort",
  "passw0rd",
  "p@ssw0rd",
  "switchboard",
  "changeme",
  "letmein",
  "welcome",
  "qwertyuiop",
  "qwertz",
  "qwerty",
  "asdfgh",
  "abcdef",
  "iloveyou",
  "admin",
  "0123456789",
  "1234567890",
  "123456789",
  "12345678",
  "123456",
  "12345",
  "1234",
];

/**
 * Finds the problem with a new password; `null` if there is none.
 *
 * @param about - words an attacker may know about the person: name, email address, company. A password made of these
 * alone is refused
 */
export function passwordProblem(password: string, about: readonly string[]): PasswordProblem | null {
  const characters = Array.from(password);
  if (characters.length < PASSWORD_MIN_LENGTH) return "too-short";
  if (characters.length > PASSWORD_MAX_LENGTH) return "too-long";
  const isMonotonous = new Set(characters).size < DISTINCT_MIN;
  return isMonotonous || Array.from(withoutGuesses(password, about)).length < LEFT_MIN_LENGTH
    ? "too-plain"
    : null;
}

function withoutGuesses(password: string, about: readonly string[]): string {
  const pieces = about
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((piece) => piece.length >= PIECE_MIN_LENGTH);
  // Remove the longest first: removing "anna" before "annabel" would leave "bel".
  const guesses = [...GUESSED_FIRST, ...pieces].toSorted((a, b) => b.length - a.length);
  let left = password.toLowerCase();
  for (const guess of guesses) left = left.replaceAll(guess, "");
  return left.replaceAll(/[\s\p{P}]/gu, "");
}
