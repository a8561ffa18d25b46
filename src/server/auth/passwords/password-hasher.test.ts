import { expect, test } from "bun:test";
import { createPasswordHasher } from "./password-hasher.ts";

test("a password is recognized and stored only as argon2id of the prescribed strength", async () => {
  const hasher = createPasswordHasher();
  const hash = await hasher.hash("slow tea for fast days");
  expect(hash).toStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
  expect(await hasher.verify("slow tea for fast days", hash)).toBe(true);
  expect(await hasher.verify("slow tea for fast day", hash)).toBe(false);
});

test("an accent typed composed or decomposed is the same accent", async () => {
  const hasher = createPasswordHasher();
  const hash = await hasher.hash("café au lait pour deux".normalize("NFC"));
  expect(await hasher.verify("café au lait pour deux".normalize("NFD"), hash)).toBe(true);
});

test("four at once and fifty waiting is all there is: the next is told to come back", async () => {
  const hasher = createPasswordHasher();
  const running = Array.from({ length: 54 }, () => hasher.hash("slow tea for fast days"));
  expect(hasher.isFull()).toBe(true);
  expect(hasher.hash("slow tea for fast days")).rejects.toMatchObject({
    code: "too-many",
    retryAfterMs: 2_000,
  });
  expect(await Promise.all(running)).toHaveLength(54);
  expect(hasher.isFull()).toBe(false);
  expect(await hasher.hash("slow tea for fast days")).toStartWith("$argon2id$");
}, 30_000);
