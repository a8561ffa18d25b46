import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { advice } from "../../test/advice.ts";
import { WIDGET_LANGUAGES } from "./widget-languages.ts";

/** ECMA-402 has it; the compiler's library does not yet. */
type LocaleWithTextInfo = Intl.Locale & { getTextInfo: () => { direction: string } };

/** Put into every text that takes something. */
const COUNT = 7;
const FOLDER = advice`The build takes the texts from the folder that is named after the code, in ${"src/locales/widget-languages.ts"}.`;

/** Every text, with its name. */
function textsOf(texts: object, prefix = ""): [name: string, text: unknown][] {
  return Object.entries(texts).flatMap(([name, text]): [string, unknown][] =>
    typeof text === "object" && !("other" in text)
      ? textsOf(text, `${prefix}${name}.`)
      : [[prefix + name, text]],
  );
}

describe.each(WIDGET_LANGUAGES)("in $language.code", ({ language, widget, later, loader }) => {
  const texts = textsOf({ ...widget, ...later, ...loader });

  test("the code is well-formed and names the folder, and the direction is that of its script", async () => {
    const { code, direction } = language;
    const folder = join(import.meta.dir, code);
    const own = (file: string) => import(join(folder, file));

    expect(Intl.getCanonicalLocales(code)).toEqual([code]);
    expect((await own("language.ts")).language, FOLDER).toBe(language);
    expect((await own("widget.ts")).widget, FOLDER).toBe(widget);
    expect((await own("widget-later.ts")).later, FOLDER).toBe(later);
    expect((await own("loader.ts")).loader, FOLDER).toBe(loader);
    expect((new Intl.Locale(code) as LocaleWithTextInfo).getTextInfo().direction).toBe(direction);
  });

  test("a text with a count has every plural form of the language", () => {
    const categories = new Intl.PluralRules(language.code).resolvedOptions().pluralCategories;
    const forms = texts.filter(([, text]) => typeof text === "object");

    for (const [name, text] of forms)
      expect([name, Object.keys(text as object).toSorted()]).toEqual([name, categories.toSorted()]);
    expect(forms.length).toBeGreaterThan(4);
  });

  test("no text is empty, and each says what is put into it", () => {
    for (const [name, text] of texts) {
      const said = typeof text === "function" ? String(text(...Array(text.length).fill(COUNT))) : "";
      const isWrong = typeof text === "function" ? !said.includes(String(COUNT)) : text === "";

      expect([name, isWrong]).toEqual([name, false]);
    }
  });
});
