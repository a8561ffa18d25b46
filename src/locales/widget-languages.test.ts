import { expect, test } from "bun:test";
import { chooseWidgetLanguage } from "./widget-languages.ts";

test.each([[["en-GB", "de"]], [["en"]], [["xx"]], [[]]])(
  "there is a language for a reader who prefers %j",
  (preferred) => {
    expect(chooseWidgetLanguage(preferred).code).toBe("en");
  },
);
