import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { AuthForm } from "./auth-form.tsx";

const page = openPage();

function drawForm(isBusy: boolean, problem: string | null = null) {
  page.draw(
    <AuthForm button="Sign in" busy="Signing in…" isBusy={isBusy} problem={problem} onSubmit={() => {}}>
      <input aria-label="Email" />
    </AuthForm>,
  );
}

test("the form is named by its button", () => {
  drawForm(false);

  expect(screen.getByRole("form", { name: "Sign in" })).toBeDefined();
  expect(screen.getByRole("button", { name: "Sign in" }).getAttribute("aria-disabled")).toBe("false");
});

test("while it works the button says so and keeps the focus", () => {
  drawForm(true);

  const button = screen.getByRole<HTMLButtonElement>("button", { name: "Signing in…" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(button.disabled).toBe(false);
});

test("why it did not work is read out", () => {
  drawForm(false, "Email or password is wrong.");

  expect(screen.getByRole("alert").textContent).toBe("Email or password is wrong.");
});
