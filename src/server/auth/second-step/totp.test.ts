import { expect, test } from "bun:test";
import { totpCodeAt, totpLink, matchTotpCode, createTotpSecret } from "./totp.ts";

/** The secret in appendix B of RFC 6238. The tests use the last six digits of its SHA-1 codes. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const VECTORS = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
] as const;

test.each(VECTORS)("%d seconds after the epoch the code is %s", async (seconds, code) => {
  const no = Math.floor(seconds / 30);
  expect(await totpCodeAt(SECRET, no)).toBe(code);
  expect(await matchTotpCode(SECRET, code, seconds * 1000)).toBe(no);
});

test("a code holds half a minute before and after its own, and no longer", async () => {
  const code = await totpCodeAt(SECRET, 100);
  expect(await matchTotpCode(SECRET, code, 99 * 30_000)).toBe(100);
  expect(await matchTotpCode(SECRET, code, 102 * 30_000 - 1)).toBe(100);
  expect(await matchTotpCode(SECRET, code, 102 * 30_000)).toBeNull();
  expect(await matchTotpCode(SECRET, code, 99 * 30_000 - 1)).toBeNull();
});

test.each(["", "28708", "2870822", "28708a", "२८७०८२", "-28708"])("“%s” is no code", async (typed) => {
  expect(await matchTotpCode(SECRET, typed, 59_000)).toBeNull();
});

test("a code may be typed in two halves", async () => {
  expect(await matchTotpCode(SECRET, " 287 082 ", 59_000)).toBe(1);
});

test("a secret is 160 bits, and the link holds it with company and address", () => {
  const secret = createTotpSecret(Buffer.alloc(32, 7).toString("base64url"));
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const link = new URL(totpLink(secret, "Switchboard (Tea: & more)", "ana@fern.shop"));
  expect(link.protocol).toBe("otpauth:");
  expect(link.searchParams.get("secret")).toBe(secret);
  expect(link.searchParams.get("issuer")).toBe("Switchboard (Tea  & more)");
});
