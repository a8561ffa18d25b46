import { openPage } from "../../testing/page.tsx";
import { expect, test } from "bun:test";
import { screen } from "@testing-library/react";
import { ComboboxField } from "./combobox-field.tsx";

const page = openPage();

test("suggestions are offered by the field that is named", () => {
  const { container } = page.draw(<ComboboxField label="Model" suggestions={["small", "large"]} />);

  const field = screen.getByRole("combobox", { name: "Model" });
  const list = container.querySelector(`datalist[id="${field.getAttribute("list")}"]`);
  expect([...(list?.querySelectorAll("option") ?? [])].map((option) => option.value)).toEqual([
    "small",
    "large",
  ]);
});

test("what is wrong with it is read out", () => {
  page.draw(<ComboboxField label="Model" suggestions={[]} error="Type the name of the model." />);

  expect(screen.getByRole("alert").textContent).toBe("Type the name of the model.");
  expect(screen.getByRole("combobox", { name: "Model" }).getAttribute("aria-invalid")).toBe("true");
});
