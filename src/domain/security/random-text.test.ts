import { describe, expect, test } from "bun:test";
import { isPlaceholder, looksRandom } from "./random-text.ts";

const HEX = "0123456789abcdef";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** So many texts of an alphabet, each other time the same: a linear congruential generator (Numerical Recipes). */
function made(alphabet: string, length: number): string[] {
  let seed = length;
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return alphabet[Math.floor((seed / 2 ** 32) * alphabet.length)];
  };
  return Array.from({ length: 2_000 }, () => Array.from({ length }, next).join(""));
}

describe("a text looks random", () => {
  test.each([
    ["openssl rand -hex", HEX, 64],
    ["openssl rand -base64", BASE64, 44],
    ["as short as a set-up token may be", HEX, 22],
    ["digits", "0123456789", 32],
    ["very long", HEX, 2_000],
  ])("when a generator made it: %s", (_name, alphabet, length) => {
    expect(made(alphabet, length).filter((text) => !looksRandom(text) || isPlaceholder(text))).toEqual([]);
  });

  test("when it is a sentence of different words", () => {
    expect(looksRandom("a quiet river under seven green bridges")).toBe(true);
  });
});

test.each([
  "password password password password",
  "secretsecretsecretsecretsecretsecret",
  "SecretsecretSECRETsecretSecretsecret",
  "switchboard-switchboard-switchboard",
  "correcthorsebattcorrecthorsebatt",
  "abababababababababababababababab",
  "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb",
  "aaaabbbbccccddddeeeeffffgggghhhh",
  "01234567890123456789012345678901",
  "abcdefghijklmnopqrstuvwxyz012345",
  "zyxwvutsrqponmlkjihgfedcba987654",
  "qwertyuiopasdfghjklzxcvbnm123456",
  "qwertzuiopasdfghjklyxcvbnm098765",
  "deadbeefdeadbeefdeadbeefdeadbeef",
  "                                   x",
])("%j does not: nobody has rolled dice for it", (text) => {
  expect(looksRandom(text)).toBe(false);
});

test.each([
  "change-me-change-me-change-me-change-me",
  "please_change_this_before_production!",
  "/run/secrets/switchboard_app_secret",
  "@/run/secrets/switchboard_app_secret",
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "D41D8CD98F00B204E9800998ECF8427E",
  "your-secret-goes-here-32-characters-long",
  "replace-with-openssl-rand-base64-32",
  "my-super-secret-key-for-production",
  "$(openssl rand -base64 32 | tr -d x)",
  "${SWITCHBOARD_APP_SECRET_OF_PROD}",
  "<32 random characters or even more>",
])("%j is what a guide says", (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

test("text with five different characters is not random, with six it may be", () => {
  expect(looksRandom("aebdcadbecbacdeab")).toBe(false);
  expect(looksRandom("aebfdcafbecdf")).toBe(true);
});

test("what is beyond the first 128 characters does not count", () => {
  const [random = ""] = made(BASE64, 128);

  expect(looksRandom(random + "password".repeat(100))).toBe(true);
  expect(looksRandom("password".repeat(16) + random)).toBe(false);
});

test.each(["0123456789", "azertyuiopazerty!", "poiuytrezapoiuy?", "ytrewqytrewqpoiu", "nmbvcxzasdfghjk!"])(
  "a row of keys is found in each layout, in either direction: %s",
  (text) => {
    expect(looksRandom(text)).toBe(false);
  },
);
