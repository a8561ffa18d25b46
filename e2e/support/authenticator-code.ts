import { totpCodeAt } from "#server/auth/second-step/totp.ts";

const PERIOD_MS = 30_000;

/** The code that an authenticator app shows now, or `steps` half minutes from now. */
export function authenticatorCode(secret: string, steps = 0): Promise<string> {
  return totpCodeAt(secret.replaceAll(" ", ""), Math.floor(Date.now() / PERIOD_MS) + steps);
}
