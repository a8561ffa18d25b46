import { screen, within } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { ids, newCard, newLanes } from "../../testing/chat-fixtures.ts";
import { serveChats } from "../../testing/serve-chats.ts";
import { openPage } from "../../testing/page.tsx";
import { OpenChatsBar } from "./open-chats-bar.tsx";

const page = openPage();
const MANY = ["Ada", "Ben", "Cid", "Dan", "Eva", "Fay", "Gus", "Hal", "Ida", "Jon"];

async function drawBar(lanes: ReturnType<typeof newLanes>, cards = MANY.map((name) => newCard(name))) {
  const onShow = mock();
  serveChats(page, { cards });
  page.draw(<OpenChatsBar lanes={lanes} onShow={onShow} />);
  await page.settle();
  return onShow;
}

const list = () => within(screen.getByRole("list", { name: "Open chats" }));
const press = (name: string) => page.user.click(screen.getByRole("button", { name }));

describe("the bar of open chats", () => {
  test("is not there when none is open", async () => {
    await drawBar(newLanes());

    expect(screen.queryByRole("list")).toBeNull();
  });

  test("has a button for each, in the order in which they were opened", async () => {
    await drawBar(newLanes({ layout: { open: ids("Ben", "Ada") } }));

    expect(
      list()
        .getAllByRole("button")
        .map((each) => each.getAttribute("aria-label")),
    ).toEqual(["Ben", "Ada"]);
  });

  test("shows the chat whose button is pressed", async () => {
    const onShow = await drawBar(newLanes({ layout: { open: ids("Ben", "Ada") } }));
    await press("Ada");

    expect(onShow).toHaveBeenCalledWith("cus_ada");
  });

  test("presses the buttons of those in sight", async () => {
    await drawBar(newLanes({ layout: { open: ids("Ben", "Ada") }, drawn: ids("Ada") }));

    expect(
      list()
        .getAllByRole("button", { pressed: true })
        .map(({ textContent }) => textContent),
    ).toEqual(["Ada"]);
  });

  test("says how much is unread", async () => {
    await drawBar(newLanes({ layout: { open: ids("Ada") } }), [newCard("Ada", { customerMessages: 2 })]);

    expect(list().getByRole("button", { name: "Ada, 2 unread" })).toBeDefined();
  });

  test("draws the eye to what is unread out of sight, and only there", async () => {
    const lanes = newLanes({ layout: { open: ids("Ada", "Ben", "Cid") }, drawn: ids("Ben") });
    const unread = { customerMessages: 1 };
    await drawBar(lanes, [newCard("Ada", unread), newCard("Ben", unread), newCard("Cid")]);
    const pulsing = list()
      .getAllByRole("button")
      .filter(({ className }) => className.includes("pulse-once"));

    expect(pulsing.map((each) => each.getAttribute("aria-label"))).toEqual(["Ada, 1 unread"]);
  });

  test("has eight buttons, and a menu for the rest", async () => {
    const onShow = await drawBar(newLanes({ layout: { open: ids(...MANY) } }));
    expect(list().getAllByRole("button")).toHaveLength(8);
    const more = screen.getByRole("button", { name: "More open chats" });
    expect(more.textContent).toBe("+2");

    await page.user.click(more);
    await page.user.click(screen.getByRole("menuitem", { name: "Jon" }));
    expect(onShow).toHaveBeenCalledWith("cus_jon");
  });

  test("has no menu for eight", async () => {
    await drawBar(newLanes({ layout: { open: ids(...MANY.slice(0, 8)) } }));

    expect(screen.queryByRole("button", { name: "More open chats" })).toBeNull();
  });

  test("steps through the chats only on a phone", async () => {
    await drawBar(newLanes({ layout: { open: ids("Ada", "Ben") } }));

    expect(screen.queryByRole("button", { name: "Next chat" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Previous chat" })).toBeNull();
  });

  test.each([
    ["Next chat", "Ada", "cus_ben"],
    ["Next chat", "Cid", "cus_ada"],
    ["Previous chat", "Cid", "cus_ben"],
    ["Previous chat", "Ada", "cus_cid"],
  ])("“%s” leads on from %s, round the ends", async (name, from, to) => {
    const [focused = null] = ids(from);
    const layout = { open: ids("Ada", "Ben", "Cid"), focused };
    const onShow = await drawBar(newLanes({ layout, isPhone: true }));
    await press(name);

    expect(onShow).toHaveBeenCalledWith(to);
  });
});
