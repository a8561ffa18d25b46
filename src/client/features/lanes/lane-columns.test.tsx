import { screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { ids, newCard, newLanes } from "../../testing/chat-fixtures.ts";
import { serveChats } from "../../testing/serve-chats.ts";
import { openPage } from "../../testing/page.tsx";
import { LaneColumns } from "./lane-columns.tsx";

const page = openPage();
const BOTH = ids("Maria", "Ben");

async function drawRow(lanes: ReturnType<typeof newLanes>, cards = [newCard("Maria"), newCard("Ben")]) {
  serveChats(page, { cards });
  page.draw(<LaneColumns lanes={lanes} onLeave={mock()} empty={<p>Nothing is open</p>} />);
  await page.settle();
}

const regions = () => screen.getAllByRole("region").map((region) => region.getAttribute("aria-label"));

describe("the row of lanes", () => {
  test("says what to do when none is open", async () => {
    await drawRow(newLanes());

    expect(screen.getByText("Nothing is open")).toBeDefined();
  });

  test("draws the lanes in their order, with a separator between them", async () => {
    await drawRow(newLanes({ layout: { open: BOTH, shown: BOTH } }));

    expect(regions()).toEqual(["Chat with Maria", "Chat with Ben"]);
    expect(screen.getAllByRole("separator").map((each) => each.getAttribute("aria-label"))).toEqual([
      "Resize Maria and Ben",
    ]);
  });

  test("tells namesakes apart by their addresses", async () => {
    const ben = newCard("Ben");
    const cards = [newCard("Maria"), { ...ben, customer: { ...ben.customer, name: "Maria" } }];
    await drawRow(newLanes({ layout: { shown: BOTH } }), cards);

    expect(regions()).toEqual(["Chat with Maria (maria@example.com)", "Chat with Maria (ben@example.com)"]);
  });

  test("folds a lane that is collapsed, and unfolds it when it is pressed", async () => {
    const lanes = newLanes({ layout: { shown: BOTH, collapsed: ids("Ben") } });
    await drawRow(lanes);
    await page.user.click(screen.getByRole("button", { name: "Expand" }));

    expect(lanes.moves.expand).toHaveBeenCalledWith("cus_ben");
  });

  test("draws a collapsed lane whole while it is maximised", async () => {
    const layout = { shown: BOTH, collapsed: ids("Ben"), maximised: "cus_ben" } as const;
    await drawRow(newLanes({ layout, drawn: ids("Ben") }));

    expect(screen.queryByRole("button", { name: "Expand" })).toBeNull();
  });

  test("draws a collapsed lane whole on a phone", async () => {
    await drawRow(
      newLanes({ layout: { shown: BOTH, collapsed: ids("Ben") }, drawn: ids("Ben"), isPhone: true }),
    );

    expect(screen.queryByRole("button", { name: "Expand" })).toBeNull();
  });

  test("gives lanes their shares of the width", async () => {
    await drawRow(newLanes({ layout: { shown: BOTH, shares: { cus_maria: 3 } } }));

    expect(screen.getByRole("separator").getAttribute("aria-valuenow")).toBe("75");
  });
});
