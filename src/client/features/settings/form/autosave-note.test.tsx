import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, mock, test } from "bun:test";
import { AutosaveNote } from "./autosave-note.tsx";

const page = openPage();

test("before any change nothing is said", () => {
  page.draw(<AutosaveNote of={{ note: null, undo: null }} />);

  expect(screen.getByRole("status").textContent).toBe("");
});

test("what was saved can be undone", async () => {
  const undo = mock();
  page.draw(<AutosaveNote of={{ note: "saved", undo }} />);

  expect(screen.getByRole("status").textContent).toContain("Saved");
  await page.user.click(screen.getByRole("button", { name: "Undo" }));
  expect(undo).toHaveBeenCalledTimes(1);
});

test("what was not saved says so and offers no way back", () => {
  page.draw(<AutosaveNote of={{ note: "failed", undo: null }} />);

  expect(screen.getByRole("status").textContent).toBe("Not changed. Try again.");
  expect(screen.queryByRole("button")).toBeNull();
});
