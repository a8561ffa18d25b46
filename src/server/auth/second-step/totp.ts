import { timingSafeEqual } from "node:crypto";
import { base32 } from "@better-auth/utils/base32";
import { createOTP } from "@better-auth/utils/otp";
import { SECOND, type Instant } from "#domain/model/instant.ts";

/** What every authenticator app makes (RFC 6238): six digits, a new one each half minute. */
const CODE = /^\d{6}$/;
const PERIOD_MS = 30 * SECOND;
/** RFC 6238 §5.2: one step of difference between the clocks, either way. */
const STEPS = [0, -1, 1] as const;
/** RFC 4226 §4 recommends 160 bits. */
const SECRET_BYTES = 20;

/** A secret for an authenticator app, in the letters that can be typed into one. @param token - 256 random bits */
export function createTotpSecret(token: string): string {
  return base32.encode(new Uint8Array(Buffer.from(token, "base64url").subarray(0, SECRET_BYTES)), {
    padding: false,
  });
}

/** The secret as an authenticator app reads it, from a link or a picture. */
export function totpLink(secret: string, issuer: string, account: string): string {
  // The app takes what stands before the first colon for the issuer.
  return otpOf(secret).url(issuer.replaceAll(":", " "), account);
}

/**
 * The number of the code that was typed, which grows with every half minute; `null` for a code that is not one of those
 * of this moment.
 */
export async function matchTotpCode(secret: string, typed: string, at: Instant): Promise<number | null> {
  const code = typed.replaceAll(/\s/g, "");
  if (!CODE.test(code)) return null;
  const now = Math.floor(at / PERIOD_MS);
  let found: number | null = null;
  for (const step of STEPS) {
    if (timingSafeEqual(Buffer.from(await totpCodeAt(secret, now + step)), Buffer.from(code)))
      found ??= now + step;
  }
  return found;
}

/** The code of a number. */
export function totpCodeAt(secret: string, no: number): Promise<string> {
  return otpOf(secret).hotp(no);
}

function otpOf(secret: string) {
  return createOTP(base32.decode(secret), { period: PERIOD_MS / SECOND });
}
