import { expect, test } from "bun:test";
import { valuesToSave } from "./values-to-save.ts";

const STORED = { url: "https://new.test/v1", name: "Chatbot" };

test("what was typed is saved, and what somebody else changed meanwhile is kept", () => {
  const values = { url: "https://old.test/v1", name: "Fern bot" };
  expect(valuesToSave(STORED, values, { name: true })).toEqual({
    url: "https://new.test/v1",
    name: "Fern bot",
  });
});

test("nothing typed is nothing changed", () => {
  expect(valuesToSave(STORED, { url: "x", name: "y" }, { url: false })).toEqual(STORED);
});
