import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";

/** The keys and tokens derived from APP_SECRET. Nothing here stores a secret. */
export interface DerivedKeys {
  /**
   * The key that signs members' cookies. It changes with the newest secret, after which everybody must sign in again.
   */
  signInKey: string;
  /**
   * Encrypts `text`. It can be decrypted only under the same `context`, so a row's secret is of no use in another
   * row.
   */
  seal(text: string, context: string): string;
  /** Decrypts a text sealed under `context` by this secret or an older one; `null` if it was not, or was changed. */
  open(sealed: string, context: string): string | null;
  /** Whether a text was sealed under `context` by the newest secret. */
  isNewest(sealed: string, context: string): boolean;
  /**
   * A customer's tokens for a key, the same every time, so that a repeated request gets the same response. There is
   * one for each secret, newest first, because a token made under an older secret is still valid.
   */
  customerTokens(orgId: OrgId, key: string): readonly [string, ...string[]];
  /** A mark for the frame of the demo page, by which a chat that begins there is told from others. */
  demoMark(orgId: OrgId, expiresAt: Instant): string;
  /** Whether a mark was made for this organization, by this secret or an older one, and has not expired. */
  isDemoMark(orgId: OrgId, mark: string, now: Instant): boolean;
  /**
   * Marks that tell the secrets from others, newest first, without leading back to them: by these a later start knows
   * whether it has the same.
   */
  marks: readonly string[];
  /** A pseudonym of an address for logs: always the same for an address, and of no use without the secret. */
  pseudonymizeAddress(address: string): string;
}

const KEY_BYTES = 32;
const TOKEN_BYTES = 32;
/** The length of random nonces: 96 bits, as in NIST SP 800-38D §8.2.2. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1.";
/** The length of a pseudonym: 40 bits, enough to distinguish the callers of a day, or the secrets of a deployment. */
const MARK_LENGTH = 10;
/** The length of a demo mark's signature in base64url: 96 bits. */
const DEMO_SIGNATURE_LENGTH = 16;
const BASE_OF_TIMES = 36;

/** Derives the keys of a deployment. `appSecrets` is newest first: the newest seals, any of them opens. */
export function deriveKeys(appSecrets: readonly string[]): DerivedKeys {
  const [newest, ...older] = appSecrets;
  if (newest === undefined) throw new Error("There is no APP_SECRET to derive keys from.");
  const sealing = derive(newest, "seal");
  const openings = appSecrets.map((secret) => derive(secret, "seal"));
  const visiting = derive(newest, "visitor");
  const marking = derive(newest, "address-mark");
  const demoing = appSecrets.map((secret) => derive(secret, "demo-page"));
  const visitingBefore = older.map((secret) => derive(secret, "visitor"));
  return {
    signInKey: derive(newest, "sign-in").toString("base64url"),
    seal: (text, context) => encrypt(sealing, text, context),
    open(sealed, context) {
      for (const key of openings) {
        const text = decrypt(key, sealed, context);
        if (text !== null) return text;
      }
      return null;
    },
    isNewest: (sealed, context) => decrypt(sealing, sealed, context) !== null,
    customerTokens: (orgId, key) => [
      customerToken(visiting, orgId, key),
      ...visitingBefore.map((before) => customerToken(before, orgId, key)),
    ],
    demoMark: (orgId, expiresAt) => demoMark(derive(newest, "demo-page"), orgId, expiresAt),
    isDemoMark(orgId, mark, now) {
      const expiresAt = Number.parseInt(mark, BASE_OF_TIMES);
      return expiresAt > now && demoing.some((key) => isEqual(mark, demoMark(key, orgId, expiresAt)));
    },
    marks: appSecrets.map((secret) => derive(secret, "mark").toString("hex").slice(0, MARK_LENGTH)),
    pseudonymizeAddress: (address) =>
      createHmac("sha256", marking).update(address).digest("hex").slice(0, MARK_LENGTH),
  };
}

/** A time in base 36, a dot, and 96 bits of its signature. */
function demoMark(key: Buffer, orgId: OrgId, expiresAt: Instant): string {
  const signature = createHmac("sha256", key).update(`${orgId}\n${expiresAt}`).digest("base64url");
  return `${expiresAt.toString(BASE_OF_TIMES)}.${signature.slice(0, DEMO_SIGNATURE_LENGTH)}`;
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Creates a token of 256 random bits in base64url: 43 characters. */
export function randomToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/**
 * The hash under which a random token is stored. It needs no salt and no slow hash, because the token cannot be
 * guessed.
 */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Derives a key (RFC 5869). The purpose separates the keys, so that none of them reveals anything about another. */
function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `switchboard/${purpose}`, KEY_BYTES));
}

function customerToken(key: Buffer, orgId: OrgId, visitorKey: string): string {
  return createHmac("sha256", key).update(`${orgId}\n${visitorKey}`).digest("base64url");
}

function encrypt(key: Buffer, text: string, context: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return VERSION + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

function decrypt(key: Buffer, sealed: string, context: string): string | null {
  if (!sealed.startsWith(VERSION)) return null;
  const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
  const bodyAt = NONCE_BYTES + TAG_BYTES;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(NONCE_BYTES, bodyAt));
    return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]).toString("utf8");
  } catch {
    // A GCM decipher reports one failure only: another key, another context, or altered or missing data.
    return null;
  }
}
