import { expect, test } from "bun:test";
import { passwordProblem } from "./password-rule.ts";

const ANA = ["Ana Ruiz", "ana@fern.shop", "Fern & Kettle"];

test("eleven characters are too short and twelve are enough, counted as people count", () => {
  expect(passwordProblem("slow tea gon", ANA)).toBeNull();
  expect(passwordProblem("slow tea go", ANA)).toBe("too-short");
  expect(passwordProblem("🍵🫖🌿🍃☕🧋", ANA)).toBe("too-short");
});

test("256 characters are accepted and 257 are not", () => {
  const long = "correct horse battery staple ".repeat(10);
  expect(passwordProblem(long.slice(0, 256), ANA)).toBeNull();
  expect(passwordProblem(long.slice(0, 257), ANA)).toBe("too-long");
});

test("no mixture of characters is asked for", () => {
  expect(passwordProblem("plain lower case words", ANA)).toBeNull();
  expect(passwordProblem("8430 2291 7765 1", ANA)).toBeNull();
});

test.each([
  "password1234",
  "Password123456789!",
  "qwertyuiop12",
  "aaaaaaaaaaaaaaa",
  "121212121212",
  "ana@fern.shop",
  "AnaRuizFernKettle1",
  "fern-kettle-2026",
  "switchboard1",
])("a password anyone would try first is too plain: %s", (password) => {
  expect(passwordProblem(password, ANA)).toBe("too-plain");
});

test("five characters have to be left, and five of them different", () => {
  expect(passwordProblem("switchboardwxyz", ANA)).toBe("too-plain");
  expect(passwordProblem("switchboardwxyzk", ANA)).toBeNull();
  expect(passwordProblem("wxyzwxyzwxyz", ANA)).toBe("too-plain");
  expect(passwordProblem("wxyzkwxyzkwxyzk", ANA)).toBeNull();
});

// As lists of stolen passwords have them, made longer as people do.
test.each([
  "Passwort2026!",
  "P@ssw0rd2026",
  "passw0rd1234",
  "ChangeMe!2026",
  "LetMeIn!!2026",
  "Welcome12345!",
  "welcome2026!!",
  "qwertz123456",
  "qwerty!qwerty",
  "asdfgh!asdfgh",
  "abcdef123456",
  "iloveyou1234",
  "adminadmin12",
  "1234567890ab",
  "123456789012",
  "12345678!!!!",
  "1234!1234!1234",
  "00000000000000",
])("what people type first counts for nothing: %s", (password) => {
  expect(passwordProblem(password, [])).toBe("too-plain");
});

test("two letters of a name are in any password by chance, three are not", () => {
  expect(passwordProblem("wxliyzliwxliliyz", ["Li"])).toBeNull();
  expect(passwordProblem("wxlimyzlimlim", ["Lim"])).toBe("too-plain");
});

test("of two names the longer is looked for first", () => {
  expect(passwordProblem("annabelannabelwxy", ["Anna Annabel"])).toBe("too-plain");
});
