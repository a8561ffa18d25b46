import { expect, test } from "bun:test";
import { validateStartForm, readStartForm } from "./validate-start-form.ts";

const valid = { name: "Maria Lopez", email: "maria@example.com" };

test("a name and an address are valid", () => {
  expect(validateStartForm(valid)).toEqual({ name: null, email: null });
});

test("an empty form has an error for each field", () => {
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
])("%j is not a valid address", (email) => {
  expect(validateStartForm({ ...valid, email }).email).toBe("emailWrong");
});

test("surrounding whitespace is removed", () => {
  expect(readStartForm("  Maria Lopez ", " maria@example.com\n")).toEqual(valid);
});

test("a name that is too long is cut", () => {
  expect(readStartForm("x".repeat(500), "").name).toHaveLength(80);
});
