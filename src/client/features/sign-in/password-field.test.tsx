import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { PasswordField } from "./password-field.tsx";

const page = openPage();

test("a password is hidden until somebody asks to see it, and can be hidden again", async () => {
  page.draw(<PasswordField autoComplete="current-password" />);
  const field = screen.getByLabelText<HTMLInputElement>("Password");
  const show = screen.getByRole("checkbox", { name: "Show password" });
  expect(field.type).toBe("password");

  await page.user.click(show);
  expect(field.type).toBe("text");

  await page.user.click(show);
  expect(field.type).toBe("password");
});
