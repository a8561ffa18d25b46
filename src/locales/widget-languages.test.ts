import { expect, test } from "bun:test";
import { widgetLanguage } from "./widget-languages.ts";

test.each([[["en-GB", "de"]], [["en"]], [["xx"]], [[]]])(
  "someone who prefers %j is spoken to",
  (preferred) => {
    expect(widgetLanguage(preferred).code).toBe("en");
  },
);
