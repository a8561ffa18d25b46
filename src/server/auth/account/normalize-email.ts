/** An e-mail address as it is stored and compared: people type theirs in any case and paste it with spaces. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}
