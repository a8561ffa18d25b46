import { openPage } from "../../testing/page.tsx";
import { expect, test } from "bun:test";
import { screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { Field } from "./field.tsx";

const page = openPage();

function drawField(props: { hint?: string; error?: string | null; aside?: ReactNode }) {
  page.draw(
    <Field label="Name" {...props}>
      {(control) => <input {...control} />}
    </Field>,
  );
  return screen.getByRole("textbox", { name: "Name" });
}

/** The accessible description of the control. */
function descriptionOf(control: HTMLElement) {
  const id = control.getAttribute("aria-describedby");
  return id === null ? null : document.getElementById(id)?.textContent;
}

test("a hint explains the control, without an alarm", () => {
  const control = drawField({ hint: "As customers see it." });

  expect(descriptionOf(control)).toBe("As customers see it.");
  expect(control.hasAttribute("aria-invalid")).toBe(false);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what is wrong takes the place of the hint and is read out", () => {
  const control = drawField({ hint: "As customers see it.", error: "Type a name." });

  expect(descriptionOf(control)).toBe("Type a name.");
  expect(control.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByRole("alert").textContent).toBe("Type a name.");
  expect(screen.queryByText("As customers see it.")).toBeNull();
});

test("a control without hint or fault is described by nothing", () => {
  const control = drawField({});

  expect(descriptionOf(control)).toBeNull();
});

test("what stands beside the label is no part of the control's name", () => {
  drawField({ aside: <span>12 / 20</span> });

  expect(screen.getByText("12 / 20")).toBeDefined();
});
