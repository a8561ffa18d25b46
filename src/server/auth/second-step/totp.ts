import { timingSafeEqual } from "node:crypto";
import { base32 } from "@better-auth/utils/base32";
import { createOTP } from "@better-auth/utils/otp";
import { SECOND, type Instant } from "#domain/model/instant.ts";

/** The codes of every authenticator app (RFC 6238): six digits, with a new code each half minute. */
const CODE = /^\d{6}$/;
const PERIOD_MS = 30 * SECOND;
/** The accepted time steps: clocks may differ by one step either way (RFC 6238 §5.2). */
const STEPS = [0, -1, 1] as const;
/** 160 bits, as RFC 4226 §4 recommends. */
const SECRET_BYTES = 20;

/** Creates a secret for an authenticator app, in base32, so that it can be typed. @param token - 256 random bits */
export function createTotpSecret(token: string): string {
  return base32.encode(new Uint8Array(Buffer.from(token, "base64url").subarray(0, SECRET_BYTES)), {
    padding: false,
  });
}

/** Formats the secret as a URI that an authenticator app reads, from a link or a QR code. */
export function totpLink(secret: string, issuer: string, account: string): string {
  // The app reads the text before the first colon as the issuer.
  return otpOf(secret).url(issuer.replaceAll(":", " "), account);
}

/**
 * Finds the time step of a typed code, a number that grows by one each half minute; `null` for a code that is not
 * valid now.
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

/** The code of a time step. */
export function totpCodeAt(secret: string, no: number): Promise<string> {
  return otpOf(secret).hotp(no);
}

function otpOf(secret: string) {
  return createOTP(base32.decode(secret), { period: PERIOD_MS / SECOND });
}
