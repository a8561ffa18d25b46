import { expect, test } from "bun:test";
import { joinFormSchema, setUpFormSchema } from "./new-user-form-schema.ts";

const ANA = {
  companyName: "Fern & Kettle",
  name: " Ana Ruiz ",
  email: "ana@fern.shop",
  password: "slow tea for fast days",
};

function problems(form: object): unknown[] {
  const read = setUpFormSchema.safeParse({ ...ANA, ...form });
  return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
}

test("a filled form is taken, with what surrounds the names cut off", () => {
  expect(setUpFormSchema.parse(ANA)).toMatchObject({ name: "Ana Ruiz" });
});

test("each empty field says so by itself", () => {
  expect(problems({ companyName: " ", name: "", email: "ana" })).toEqual(["companyName", "name", "email"]);
});

test("a name or an address that the server would refuse as too long is refused in the form", () => {
  expect(problems({ name: "a".repeat(81), email: `${"a".repeat(250)}@fern.shop` })).toEqual([
    "name",
    "email",
  ]);
});

test("a password made of the company's name is refused on both forms", () => {
  expect(problems({ password: "fern & kettle" })).toEqual(["password"]);
  expect(joinFormSchema("Fern & Kettle").safeParse({ ...ANA, password: "fern & kettle" }).success).toBe(
    false,
  );
  expect(joinFormSchema("Fern & Kettle").safeParse(ANA).success).toBe(true);
});
