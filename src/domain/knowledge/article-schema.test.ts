import { expect, test } from "bun:test";
import { articleContentSchema } from "./article-schema.ts";

const DRAFT = { title: "Returns", text: "30 days.", language: "en", audience: "customers", validUntil: null };

const isTaken = (change: object) => articleContentSchema.safeParse({ ...DRAFT, ...change }).success;

test("an article may be unfinished, and as long as the limits say", () => {
  const taken = [
    {},
    { title: "" },
    { text: "" },
    { title: "t".repeat(200) },
    { text: "t".repeat(20_000) },
    { language: "" },
    { language: "pt-BR" },
    { language: "zh-Hant" },
    { audience: "team" },
    { validUntil: 1_800_000_000_000 },
  ];

  expect(taken.filter((change) => !isTaken(change))).toEqual([]);
});

test("an article that is too long or says what nobody understands is refused", () => {
  const refused = [
    { title: "t".repeat(201) },
    { text: "t".repeat(20_001) },
    { language: "english" },
    { language: "e" },
    { language: "en_GB" },
    { audience: "everybody" },
    { validUntil: -1 },
    { validUntil: 1.5 },
    { validUntil: "tomorrow" },
    { published: true },
  ];

  expect(refused.filter(isTaken)).toEqual([]);
});

test("titles are one line, and texts keep their line ends", () => {
  const { title, text } = articleContentSchema.parse({
    ...DRAFT,
    title: " Re\u0000turns\n now ",
    text: " a\n\n- b\u0000 ",
  });

  expect(title).toBe("Returns now");
  expect(text).toBe("a\n\n- b");
});
