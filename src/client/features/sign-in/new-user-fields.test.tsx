import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import type { ComponentProps } from "react";
import { NewUserFields } from "./new-user-fields.tsx";

const page = openPage();

function drawFields(props: Partial<ComponentProps<typeof NewUserFields>> = {}) {
  page.draw(
    <NewUserFields
      register={(name) => ({ name, onChange: async () => {}, onBlur: async () => {}, ref: () => {} })}
      errors={{}}
      {...props}
    />,
  );
}

function email() {
  return screen.getByRole<HTMLInputElement>("textbox", { name: "Email" });
}

test("an address can be typed where the invitation names none", () => {
  drawFields();

  expect(email().readOnly).toBe(false);
});

test("the address of an invitation cannot be changed", () => {
  drawFields({ isEmailFixed: true });

  expect(email().readOnly).toBe(true);
});

test("what is wrong is said at its field", () => {
  drawFields({ errors: { name: { type: "custom", message: "Type your name." } } });

  expect(screen.getByRole("alert").textContent).toBe("Type your name.");
  expect(screen.getByRole("textbox", { name: "Your name" }).getAttribute("aria-invalid")).toBe("true");
});
