import { expect, test } from "bun:test";
import { Glob } from "bun";
import { join, resolve } from "node:path";
import { advice, expectListed } from "../../test/advice.ts";

const ROOT = resolve(import.meta.dir, "../..");
const TESTS = /\.test\.tsx?$|\/testing\//;

/** Refusals that no screen names: whoever is refused reads that it did not work. Each with the reason. */
const NOT_NAMED: Readonly<Record<string, string>> = {
  "session-unknown": "no screen shows a chat that is not there",
  "customer-unknown": "no screen shows a customer who is not there",
  "message-empty": "the composers do not send it",
  "message-too-long": "the composers do not let it be typed",
  "not-waiting": "the screen shows who has the chat by then",
  "not-held-by-you": "the screen shows who has the chat by then",
  "not-a-chat": "no screen offers it for a mail session",
  "weak-password": "the forms ask the same rule first",
};

const WORD_IT = advice`Say on the screens where it can happen what to do about each of these: in “refusals” of a file in src/locales/en, or in the code that meets it. What nobody has to be told is named in NOT_NAMED in ${"src/structure/refusals-are-worded.test.ts"}, with the reason.`;

/** The codes in a union of texts. */
function codesIn(declaration: string): string[] {
  return [...declaration.matchAll(/^ {2}\| "([\w-]+)"/gm)].map(([, code = ""]) => code);
}

test("what every refusal means is said by a screen", async () => {
  const codes = codesIn(await Bun.file(join(ROOT, "src/domain/model/refusal.ts")).text());
  const files = [...new Glob("src/{client,locales,transport,widget}/**/*.{ts,tsx}").scanSync(ROOT)];
  const code = files.filter((file) => !TESTS.test(file)).map((file) => Bun.file(join(ROOT, file)).text());
  const text = (await Promise.all(code)).join("\n");

  expect(codes).toContain("token-required");
  const unnamed = codes.filter((one) => !text.includes(`"${one}"`));
  expectListed({ found: unnamed, listed: Object.keys(NOT_NAMED), fix: WORD_IT });
});

test("a refusal is found in its declaration", () => {
  expect(codesIn('export type RefusalCode =\n  | "one"\n  | "two-three";\n')).toEqual(["one", "two-three"]);
});
