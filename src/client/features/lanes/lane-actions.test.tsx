import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import type { Chat, ChatState } from "./chat/use-chat-view.ts";
import { ids, newChat, newLanes } from "../../testing/chat-fixtures.ts";
import { serveChats } from "../../testing/serve-chats.ts";
import { newMe } from "../../testing/fixtures.ts";
import { openPage } from "../../testing/page.tsx";
import { toast } from "./chat/toast.ts";
import { LaneActions } from "./lane-actions.tsx";

const page = openPage();

function drawActions(chat: Chat, lanes = newLanes()) {
  serveChats(page, {});
  page.draw(<LaneActions chat={chat} lanes={lanes} />);
  return lanes.moves;
}

const button = (name: string) => screen.queryByRole("button", { name });
const hasButton = (name: string) => button(name) !== null;

async function menuItems(): Promise<(string | null)[]> {
  await page.user.click(screen.getByRole("button", { name: "More" }));
  return screen.getAllByRole("menuitem").map(({ textContent }) => textContent);
}

describe("the buttons of a lane", () => {
  test.each<ChatState>(["mine", "bot", "queue"])("offer to end a chat that is %s", (state) => {
    drawActions(newChat(state));

    expect(button("End chat")).not.toBeNull();
  });

  test.each<ChatState>(["other", "ended", "unattended"])("do not offer to end a chat that is %s", (state) => {
    drawActions(newChat(state));

    expect(button("End chat")).toBeNull();
  });

  test("end a chat five seconds after they are asked to", async () => {
    drawActions(newChat("mine"));
    await page.user.click(screen.getByRole("button", { name: "End chat" }));
    await page.pass(4_950);
    expect(page.server.inputs("agent.end")).toEqual([]);

    await page.pass(50);
    expect(page.server.inputs("agent.end")).toEqual([{ sessionId: "ses_maria" }]);
  });

  test("maximise, collapse and close a lane", async () => {
    const moves = drawActions(newChat("mine"));
    for (const name of ["Maximise", "Collapse", "Close lane"])
      await page.user.click(screen.getByRole("button", { name }));

    expect(moves.maximise).toHaveBeenCalledWith("cus_maria");
    expect(moves.collapse).toHaveBeenCalledWith("cus_maria");
    expect(moves.close).toHaveBeenCalledWith("cus_maria");
  });

  test("restore a lane that is maximised", async () => {
    const moves = drawActions(newChat("mine"), newLanes({ layout: { maximised: "cus_maria" } }));
    expect(button("Maximise")).toBeNull();
    await page.user.click(screen.getByRole("button", { name: "Restore" }));

    expect(moves.maximise).toHaveBeenCalledWith(null);
  });

  test("on a phone do not move lanes about", () => {
    drawActions(newChat("mine"), newLanes({ isPhone: true }));

    expect(["Maximise", "Collapse", "Close lane"].filter(hasButton)).toEqual([]);
  });

  test("on a phone close the lane from the menu", async () => {
    const moves = drawActions(newChat("bot"), newLanes({ isPhone: true }));
    expect(await menuItems()).toEqual(["Close lane"]);
    await page.user.click(screen.getByRole("menuitem", { name: "Close lane" }));

    expect(moves.close).toHaveBeenCalledWith("cus_maria");
  });

  test("have no menu where there is nothing in it", () => {
    drawActions(newChat("bot"), newLanes({ layout: { shown: ids("Maria") } }));

    expect(button("More")).toBeNull();
  });

  test("hand a chat of mine back to the chatbot", async () => {
    drawActions(newChat("mine"));
    expect(await menuItems()).toEqual(["Hand back to chatbot"]);
    await page.user.click(screen.getByRole("menuitem", { name: "Hand back to chatbot" }));

    await waitFor(() => expect(page.server.inputs("agent.handBack")).toEqual([{ sessionId: "ses_maria" }]));
  });

  test.each([
    ["the first", ["Maria", "Ben"], ["Move right"]],
    ["the last", ["Ben", "Maria"], ["Move left"]],
    ["one between", ["Ben", "Maria", "Ida"], ["Move left", "Move right"]],
  ])("move %s only where it has a neighbour", async (_place, names, items) => {
    drawActions(newChat("bot"), newLanes({ layout: { shown: ids(...names) } }));

    expect(await menuItems()).toEqual(items);
  });

  test.each([
    ["Move left", -1],
    ["Move right", 1],
  ])("“%s” moves the lane by %d", async (name, by) => {
    const moves = drawActions(newChat("bot"), newLanes({ layout: { shown: ids("Ben", "Maria", "Ida") } }));
    await menuItems();
    await page.user.click(screen.getByRole("menuitem", { name }));

    expect(moves.move).toHaveBeenCalledWith("cus_maria", by);
  });

  test("let admins download and erase what there is of a customer", async () => {
    page.me = newMe({ role: "admin" });
    drawActions(newChat("bot"));

    expect(await menuItems()).toEqual(["Download their data", "Erase customer…"]);
  });

  test("say so once a customer is erased", async () => {
    page.me = newMe({ role: "admin" });
    drawActions(newChat("bot"));
    page.server.answers["privacy.ofCustomer"] = () => ({ chats: 1, messages: 2 });
    page.server.answers["privacy.eraseCustomer"] = () => ({ chats: 1 });
    await menuItems();
    await page.user.click(screen.getByRole("menuitem", { name: "Erase customer…" }));
    await page.user.type(await screen.findByRole("textbox"), "erase{Enter}");

    await waitFor(() => expect(toast.get()?.text).toBe("The customer was erased."));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
