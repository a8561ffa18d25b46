import { act, screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { setOpenLanes } from "../../../live/lane-snapshots.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { serverError } from "../../../testing/fake-server.ts";
import { openPage } from "../../../testing/page.tsx";
import { ThreadSkeleton } from "./thread-skeleton.tsx";

const page = openPage();

describe("a thread that is not there yet", () => {
  test("shows that it is on its way", () => {
    const { container } = page.draw(<ThreadSkeleton />);

    expect(container.querySelector("[aria-busy=true]")).not.toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("can be asked for again when it could not be loaded", async () => {
    serveChats(page, {});
    page.server.answers["agent.look"] = () => {
      throw serverError();
    };
    page.draw(<ThreadSkeleton />);
    act(() => setOpenLanes(["cus_maria"]));
    expect((await screen.findByRole("alert")).textContent).toContain("This chat could not be loaded.");

    page.server.answers["agent.look"] = () => [];
    await page.user.click(screen.getByRole("button", { name: "Try again" }));
    await page.settle();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(page.server.inputs("agent.look")).toHaveLength(2);
  });
});
