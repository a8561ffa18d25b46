import { screen, within } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { newCard } from "../../testing/chat-fixtures.ts";
import { serveChats } from "../../testing/serve-chats.ts";
import { openPage } from "../../testing/page.tsx";
import { CollapsedLane } from "./collapsed-lane.tsx";
import { focusRequest } from "./layout/focus-request.ts";

const page = openPage();

async function drawCollapsed(card = newCard("Maria")) {
  const onExpand = mock();
  serveChats(page, { cards: [card] });
  page.draw(<CollapsedLane customerId="cus_maria" onExpand={onExpand} />);
  return { onExpand, lane: within(await screen.findByRole("region", { name: "Chat with Maria" })) };
}

describe("a collapsed lane", () => {
  test("unfolds when it is pressed", async () => {
    const { lane, onExpand } = await drawCollapsed();
    await page.user.click(lane.getByRole("button", { name: "Expand" }));

    expect(onExpand).toHaveBeenCalledTimes(1);
  });

  test("reads out how much is unread", async () => {
    const { lane } = await drawCollapsed(newCard("Maria", { customerMessages: 3 }, 1));

    expect(lane.getByText("2 unread")).toBeDefined();
  });

  test("reads nothing out when all is read", async () => {
    const { lane } = await drawCollapsed(newCard("Maria", { customerMessages: 3 }, 3));

    expect(lane.queryByText(/unread/)).toBeNull();
  });

  test("takes the focus that is asked for it", async () => {
    focusRequest.set("cus_maria");
    const { lane } = await drawCollapsed();

    expect(document.activeElement).toBe(lane.getByRole("button", { name: "Expand" }));
    expect(focusRequest.get()).toBeNull();
  });

  test("leaves the focus that is asked for another lane", async () => {
    focusRequest.set("cus_ben");
    await drawCollapsed();

    expect(document.activeElement).toBe(document.body);
    expect(focusRequest.get()).toBe("cus_ben");
  });
});
