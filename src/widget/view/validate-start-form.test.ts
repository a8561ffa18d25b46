import { expect, test } from "bun:test";
import { validateStartForm, readStartForm } from "./validate-start-form.ts";

const fine = { name: "Maria Lopez", email: "maria@example.com" };

test("a name and an address are all that is asked", () => {
  expect(validateStartForm(fine)).toEqual({ name: null, email: null });
});

test("an empty form is told both that is missing", () => {
  expect(validateStartForm(readStartForm("  ", ""))).toEqual({ name: "nameMissing", email: "emailMissing" });
});

test.each([
  "maria",
  "maria@",
  "@example.com",
  "maria@example",
  "ma ria@example.com",
  "maria@example.c",
  `${"m".repeat(250)}@example.com`,
])("%j is told what an address looks like", (email) => {
  expect(validateStartForm({ ...fine, email }).email).toBe("emailWrong");
});

test("blanks around what was typed are nobody's mistake", () => {
  expect(readStartForm("  Maria Lopez ", " maria@example.com\n")).toEqual(fine);
});

test("a name longer than names are is cut", () => {
  expect(readStartForm("x".repeat(500), "").name).toHaveLength(80);
});
