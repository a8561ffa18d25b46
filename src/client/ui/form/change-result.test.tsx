import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { screen } from "@testing-library/react";
import { ChangeResult } from "./change-result.tsx";

const page = openPage();

test("what a change did can be taken back where there is a way back", async () => {
  const onUndo = mock();
  page.draw(<ChangeResult text="Saved" undo="Undo" onUndo={onUndo} />);

  await page.user.click(screen.getByRole("button", { name: "Undo" }));

  expect(screen.getByRole("status").textContent).toContain("Saved");
  expect(onUndo).toHaveBeenCalledTimes(1);
});

test("without a way back there is no undo", () => {
  page.draw(<ChangeResult text="Saved" undo="Undo" />);

  expect(screen.getByRole("status").textContent).toBe("Saved");
  expect(screen.queryByRole("button")).toBeNull();
});

test("before any change there is nothing to undo", () => {
  page.draw(<ChangeResult text={null} undo="Undo" onUndo={() => {}} />);

  expect(screen.getByRole("status").textContent).toBe("");
  expect(screen.queryByRole("button")).toBeNull();
});
