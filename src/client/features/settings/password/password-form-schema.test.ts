import { expect, test } from "bun:test";
import { passwordFormSchema } from "./password-form-schema.ts";

const form = passwordFormSchema(["Ana Ruiz", "ana@fern.shop", "Fern & Kettle"]);

test("the current password has to be there, and the new one has to be hard to guess", () => {
  expect(form.safeParse({ current: "a", next: "slow tea for fast days" }).success).toBe(true);
  for (const wrong of [
    { current: "", next: "slow tea for fast days" },
    { current: "a", next: "short" },
    { current: "a", next: "Fern & Kettle 1" },
  ])
    expect(form.safeParse(wrong).success).toBe(false);
});
