import { expect, test } from "bun:test";
import { chooseLanguage } from "./choose-language.ts";

const OFFERED = ["en", "de", "pt-BR", "zh-Hant"];

test.each([
  [null, "en"],
  ["", "en"],
  ["*", "en"],
  ["fr, ru;q=0.8", "en"],
  ["de", "de"],
  ["DE-at", "de"],
  ["en-GB, de", "en"],
  ["de;q=0.5, en;q=0.9", "en"],
  ["fr, de;q=0.8, en;q=0.7", "de"],
  ["de;q=0, pt-BR;q=0.1", "pt-BR"],
  ["de;q=0", "en"],
  ["pt-br", "pt-BR"],
  ["pt", "en"],
  ["zh-Hant-TW", "zh-Hant"],
  ["de;q=x, ;;, -, pt-BR ; q=0.3", "pt-BR"],
  ["-".repeat(1_000), "en"],
])("who prefers %p is given %s", (header, code) => {
  expect(chooseLanguage(header, OFFERED)).toBe(code);
});

test("where nothing is offered, nothing is chosen", () => {
  expect(chooseLanguage("de", [])).toBeNull();
});
