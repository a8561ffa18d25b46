import { screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { openPage } from "../../../testing/page.tsx";
import { JumpToLatestButton } from "./jump-to-latest-button.tsx";

const page = openPage();

describe("the way to the newest message", () => {
  test.each([
    [0, "Go to the newest message"],
    [1, "1 new message"],
    [3, "3 new messages"],
  ])("with %d unread says so", async (count, name) => {
    const onJump = mock();
    page.draw(<JumpToLatestButton count={count} onJump={onJump} />);
    await page.user.click(screen.getByRole("button", { name }));

    expect(onJump).toHaveBeenCalledTimes(1);
  });
});
