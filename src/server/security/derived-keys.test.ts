import { expect, test } from "bun:test";
import { deriveKeys, randomToken, tokenHash } from "./derived-keys.ts";

const OLD = "old-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";
const NEW = "new-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";
const KEY = "k".repeat(43);

test("what was sealed opens under its context and shows nothing of itself", () => {
  const secrets = deriveKeys([NEW]);
  const sealed = secrets.seal("sk-live-3f9a", "org_1/chatbot-token");
  expect(secrets.open(sealed, "org_1/chatbot-token")).toBe("sk-live-3f9a");
  expect(sealed).not.toContain("3f9a");
  expect(secrets.seal("sk-live-3f9a", "org_1/chatbot-token")).not.toBe(sealed);
});

test("a sealed text copied to another row does not open there", () => {
  const secrets = deriveKeys([NEW]);
  const sealed = secrets.seal("sk-live-3f9a", "org_1/chatbot-token");
  expect(secrets.open(sealed, "org_2/chatbot-token")).toBeNull();
});

test("no changed character passes unnoticed", () => {
  const secrets = deriveKeys([NEW]);
  const sealed = secrets.seal("sk", "c");
  for (let at = 0; at < sealed.length - 1; at += 1) {
    const other = sealed[at] === "A" ? "B" : "A";
    expect(secrets.open(sealed.slice(0, at) + other + sealed.slice(at + 1), "c")).toBeNull();
  }
  expect(secrets.open("", "c")).toBeNull();
  expect(secrets.open("v1.AAAA", "c")).toBeNull();
});

test("an older secret still opens and the newest seals", () => {
  const before = deriveKeys([OLD]).seal("sk", "c");
  const after = deriveKeys([NEW, OLD]);
  expect(after.open(before, "c")).toBe("sk");
  expect(deriveKeys([OLD]).open(after.seal("sk", "c"), "c")).toBeNull();
  expect(deriveKeys([NEW]).open(before, "c")).toBeNull();
});

test("a visitor's token is the same for the same key and organization, and for no other", () => {
  const secrets = deriveKeys([NEW]);
  const token = secrets.customerTokens("org_1", KEY)[0];
  expect(token).toHaveLength(43);
  expect(secrets.customerTokens("org_1", KEY)[0]).toBe(token);
  expect(secrets.customerTokens("org_2", KEY)[0]).not.toBe(token);
  expect(deriveKeys([OLD]).customerTokens("org_1", KEY)[0]).not.toBe(token);
});

test("a new secret gives out new visitor tokens and still knows the old", () => {
  const [before] = deriveKeys([OLD]).customerTokens("org_1", KEY);
  const [given, ...known] = deriveKeys([NEW, OLD]).customerTokens("org_1", KEY);
  expect(given).not.toBe(before);
  expect(known).toEqual([before]);
});

test("keys for different purposes are different", () => {
  const secrets = deriveKeys([NEW]);
  expect(secrets.signInKey).not.toContain(NEW);
  expect(secrets.signInKey).not.toBe(secrets.customerTokens("org_1", KEY)[0]);
});

test("tokens are 256 bits, and only a hash of them is kept", () => {
  const token = randomToken();
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(randomToken()).not.toBe(token);
  expect(tokenHash(token)).not.toContain(token);
  expect(tokenHash("abc")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
});

test("there are no keys without a secret", () => {
  expect(() => deriveKeys([])).toThrow("There is no APP_SECRET");
});

test("only what the newest secret sealed, under that context, counts as sealed by it", () => {
  const keys = deriveKeys([NEW, OLD]);
  const sealed = keys.seal("sk", "c");

  expect(keys.isNewest(sealed, "c")).toBe(true);
  expect(keys.isNewest(sealed, "another")).toBe(false);
  expect(keys.isNewest(deriveKeys([OLD]).seal("sk", "c"), "c")).toBe(false);
});

test("an empty text is sealed and opened too, and whatever is shorter than a nonce and a tag is not", () => {
  const keys = deriveKeys([NEW]);
  const sealed = keys.seal("", "c");

  expect(keys.open(sealed, "c")).toBe("");
  for (let length = 0; length < sealed.length; length += 1)
    expect(keys.open(sealed.slice(0, length), "c")).toBeNull();
});

test("each secret has a mark of ten characters that tells it from others, newest first", () => {
  const { marks } = deriveKeys([NEW, OLD]);

  expect(marks).toEqual([...deriveKeys([NEW]).marks, ...deriveKeys([OLD]).marks]);
  expect(marks.map((mark) => /^[0-9a-f]{10}$/.test(mark))).toEqual([true, true]);
  expect(new Set(marks).size).toBe(2);
});

/** What earlier builds derived from this secret and stored or gave out. A change here loses all of it. */
const STORED = {
  sealed: "v1.ii37HFmaqWUTu9LnISH9-pPEpYJzGBt55OFdsXK6trg2G08",
  customerToken: "in5ngVycjRlnWTmpJaCgCgrg5Bcdn9Na6ddJJMWovNQ",
  signInKey: "puDPCbzMmazDrAra7tzNH4NBm4UF7BwZznbiq0x2QOY",
  mark: "e4acba3b5f",
  pseudonym: "22d39ffa36",
};

test("what earlier builds sealed and gave out is still known", () => {
  const keys = deriveKeys([NEW]);

  expect(keys.open(STORED.sealed, "organization/org_1/chatbot-token")).toBe("sk-live");
  expect(keys.customerTokens("org_1", KEY)).toEqual([STORED.customerToken]);
  expect(keys.signInKey).toBe(STORED.signInKey);
  expect(keys.marks).toEqual([STORED.mark]);
  expect(keys.pseudonymizeAddress("192.0.2.1")).toBe(STORED.pseudonym);
});

test("a mark of the demo page is known by the secret that made it and by later ones, until it expires", () => {
  const mark = deriveKeys([OLD]).demoMark("org_1", 1_000);

  expect(deriveKeys([OLD]).isDemoMark("org_1", mark, 999)).toBe(true);
  expect(deriveKeys([NEW, OLD]).isDemoMark("org_1", mark, 999)).toBe(true);
  expect(deriveKeys([NEW]).isDemoMark("org_1", mark, 999)).toBe(false);
  expect(deriveKeys([OLD]).isDemoMark("org_2", mark, 999)).toBe(false);
  expect(deriveKeys([OLD]).isDemoMark("org_1", mark, 1_000)).toBe(false);
  for (const forged of ["", ".", "rs", "NaN.x", `z${mark}`, `${mark}x`, mark.toUpperCase()])
    expect(deriveKeys([OLD]).isDemoMark("org_1", forged, 999)).toBe(false);
});
