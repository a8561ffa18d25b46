import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, mock, test } from "bun:test";
import type { ComponentProps } from "react";
import { TokenField } from "./token-field.tsx";

const page = openPage();

const HINT = "Stored encrypted and never shown again. Leave empty if the server needs none.";
const MOVED = "The address is on another server. Enter its token: the stored one is not sent there.";

function drawToken(props: Pick<ComponentProps<typeof TokenField>, "last" | "isOpen" | "isReplacing">) {
  const onReplace = mock();
  const register = { name: "token", onChange: async () => {}, onBlur: async () => {}, ref: () => {} };
  page.draw(<TokenField register={register} onReplace={onReplace} {...props} />);
  return { onReplace, field: screen.getByRole<HTMLInputElement>("textbox", { name: "Auth token" }) };
}

test("a stored token shows its last characters only, and cannot be typed over", async () => {
  const { field, onReplace } = drawToken({ last: "9f3a", isOpen: false, isReplacing: false });

  expect(field.value).toBe("••••••••9f3a");
  expect(field.readOnly).toBe(true);
  await page.user.click(screen.getByRole("button", { name: "Replace token" }));
  expect(onReplace.mock.calls).toEqual([[true]]);
});

test("whoever replaces it can keep the stored one after all", async () => {
  const { field, onReplace } = drawToken({ last: "9f3a", isOpen: true, isReplacing: true });

  expect(field.readOnly).toBe(false);
  expect(field.value).toBe("");
  expect(screen.getByText(HINT)).toBeDefined();
  await page.user.click(screen.getByRole("button", { name: "Keep the stored token" }));
  expect(onReplace.mock.calls).toEqual([[false]]);
});

test("where none is stored there is none to keep", () => {
  const { field } = drawToken({ last: null, isOpen: true, isReplacing: false });

  expect(field.readOnly).toBe(false);
  expect(screen.getByText(HINT)).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});

test("where the address has moved it says why the stored one does not do, and cannot be kept", () => {
  drawToken({ last: "9f3a", isOpen: true, isReplacing: false });

  expect(screen.getByText(MOVED)).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});
