import { describe, expect, test } from "bun:test";
import { FAREWELLS, isFarewell } from "./is-farewell.ts";

describe("a farewell", () => {
  test.each(Object.values(FAREWELLS).flat())(
    "is %p, and with anything around it that says nothing",
    (phrase) => {
      expect(isFarewell(phrase)).toBe(true);
      expect(isFarewell(`Ok, ${phrase.toUpperCase()}!! 🙏`)).toBe(true);
    },
  );

  test.each([
    "Thank you very much for your help. Bye!",
    "thanks a lot :)",
    "Great, that helps. Thanks again and have a nice day",
    "Alles klar, vielen Dank und einen schönen Tag noch!",
    "Super, danke Ihnen 👍",
    "Nein danke",
    "Tschu\u0308ss",
  ])("is %p", (text) => {
    expect(isFarewell(text)).toBe(true);
  });

  test.each([
    "Thanks, and where is my order",
    "Thanks?",
    "Thank you. It still does not work",
    "ok",
    "Okay, great",
    "👍",
    "",
    "Danke, aber wo ist mein Paket",
    "Gut",
    "thankless",
    "I want to say goodbye to my subscription",
    "No",
  ])("is not %p", (text) => {
    expect(isFarewell(text)).toBe(false);
  });
});
