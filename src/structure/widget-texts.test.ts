import { expect, test } from "bun:test";
import { join, resolve } from "node:path";
import { Glob } from "bun";
import { FAREWELLS } from "#domain/text/is-farewell.ts";
import { WIDGET_LANGUAGES } from "#locales/widget-languages.ts";
import { advice } from "../../test/advice.ts";

const ROOT = resolve(import.meta.dir, "../..");
/** Names that nobody reads: of keys, of what the loader gives to the page, and of how a request says whose it is. */
const NAMES: ReadonlySet<string> = new Set(["Enter", "Escape", "ChatWidget", "Bearer ${customerToken}"]);
const MOVE = advice`Customers read the widget in their language: move the text to ${"src/locales/en/widget.ts"}, or that of the loader to ${"src/locales/en/loader.ts"}.`;

/** Texts for people among the literals of a module: they begin with a capital, which nothing else here does. */
function textsIn(code: string): string[] {
  const bare = code.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const literals = bare.matchAll(/(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g);
  return Array.from(literals, ([, , text = ""]) => text).filter(
    (text) => /^\P{L}*\p{Lu}\p{Ll}/u.test(text.replaceAll(/\$\{[^}]*\}/g, "")) && !NAMES.has(text),
  );
}

test("no text that customers read stands outside the locales", async () => {
  const files = [...new Glob("src/widget/**/*.ts").scanSync(ROOT)].filter(
    (file) => !/\.(test|d)\.ts$|\/demo\//.test(file),
  );
  const found: string[] = [];
  for (const file of files)
    for (const text of textsIn(await Bun.file(join(ROOT, file)).text())) found.push(`${file}: ${text}`);

  expect(files.length).toBeGreaterThan(30);
  expect(found, MOVE).toEqual([]);
});

test.each([
  ['frame.title = "Chat";', ["Chat"]],
  ["h(`${count} New`, `${f(Math.max(1))}:`)", ["${count} New"]],
  ["h(`Chat with ${name}`)", ["Chat with ${name}"]],
  ["label = '“Try again”'", ["“Try again”"]],
  ['if (event.key === "Enter") return h("row small");', []],
  ['/** "Quoted" */\n// "Quoted"\nf("card")', []],
])("in %s the texts are %j", (code, texts) => {
  expect(textsIn(code)).toEqual(texts);
});

test("a farewell is known in each language of the widget", () => {
  const languages = WIDGET_LANGUAGES.map(({ language }) => language.code);
  const missing = languages.filter((code) => !(code in FAREWELLS));
  expect(
    missing,
    advice`Add how people thank and take leave to ${"src/domain/text/is-farewell.ts"}.`,
  ).toEqual([]);
});
