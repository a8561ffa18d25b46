import { act, screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { isOutdated } from "../../api/server-build.ts";
import { openPage } from "../../testing/page.tsx";
import { UpdateBar } from "./update-bar.tsx";

const page = openPage();

test("a tab of an older build offers a reload, which can be put off", async () => {
  page.draw(<UpdateBar />);
  expect(screen.queryByRole("button")).toBeNull();
  act(() => isOutdated.set(true));
  expect(screen.getByRole("button", { name: "Reload" })).toBeDefined();
  expect(screen.getByRole("status").textContent).toBe("Switchboard has been updated.Reload");

  await page.user.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("button")).toBeNull();
  act(() => isOutdated.set(false));
});
