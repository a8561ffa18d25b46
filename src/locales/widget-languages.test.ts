import { expect, test } from "bun:test";
import { widgetLanguage } from "./widget-languages.ts";

test.each([[["en-GB", "de"]], [["en"]], [["xx"]], [[]]])(
  "there is a language for a reader who prefers %j",
  (preferred) => {
    expect(widgetLanguage(preferred).code).toBe("en");
  },
);
