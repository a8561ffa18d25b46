/** Normalizes an email address for storing and comparing: people type theirs in any case and paste it with spaces. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}
