import { expect, test } from "bun:test";
import { explainBrandColour } from "./explain-brand-colour.ts";
import { embedSnippet } from "./embed-snippet.ts";
import { widgetFormSchema } from "./widget-form-schema.ts";

const LOOK = {
  companyName: "Fern & Kettle",
  greeting: "Hi. How can we help?",
  brandColour: "#036c75",
  sites: "",
};

test("a colour is # and six digits, a greeting is at most 300 characters", () => {
  expect(widgetFormSchema.safeParse(LOOK).success).toBe(true);
  for (const wrong of [
    { brandColour: "teal" },
    { brandColour: "#fff" },
    { greeting: "a".repeat(301) },
    { greeting: " " },
    { companyName: " " },
    { companyName: "a".repeat(81) },
  ]) {
    expect(widgetFormSchema.safeParse({ ...LOOK, ...wrong }).success).toBe(false);
  }
});

test("a list of sites may be empty, and what names no site is quoted", () => {
  expect(widgetFormSchema.safeParse({ ...LOOK, sites: "fern.shop\n*.fern.shop" }).success).toBe(true);
  const wrong = widgetFormSchema.safeParse({ ...LOOK, sites: "fern.shop *" });
  expect(wrong.error?.issues[0]?.message).toContain("“*”");
});

test("a light colour is said to get dark text, and its links another shade", () => {
  const lines = explainBrandColour("#ffff00");
  expect(lines[0]).toContain("dark text");
  expect(lines).toHaveLength(3);
  expect(explainBrandColour("#036c75")[0]).toContain("light text");
});

test("half a colour says nothing yet", () => {
  expect(explainBrandColour("#03")).toEqual([]);
});

test("the line to paste is one script tag with this server's address and the key", () => {
  expect(embedSnippet("https://chat.fern.shop", "wk_1")).toBe(
    '<script async src="https://chat.fern.shop/widget.js" data-widget="wk_1"></script>',
  );
});
