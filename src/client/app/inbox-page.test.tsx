import { act, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { Route } from "wouter";
import { newCard, newLane, newSession } from "../testing/chat-fixtures.ts";
import { serveChats } from "../testing/serve-chats.ts";
import { openPage, PHONE } from "../testing/page.tsx";
import { focusRequest } from "../features/lanes/layout/focus-request.ts";
import { InboxPage } from "./inbox-page.tsx";

const page = openPage();
const NAMES = ["Ada", "Ben", "Cid", "Dan"];

interface Visit {
  path?: string;
  names?: string[];
  hasChats?: boolean;
}

async function visit({ path = "/inbox", names = NAMES, hasChats = true }: Visit = {}) {
  page.me = { ...page.me, hasChats };
  serveChats(page, {
    cards: names.map((name) => newCard(name)),
    lanes: names.map((name) => newLane(newSession({}, name))),
  });
  page.go(path);
  page.draw(<Route path="/inbox/:customerId?" component={InboxPage} />);
  await page.settle();
}

async function visitOnPhone(changes: Visit = {}) {
  page.resize(PHONE);
  await visit(changes);
}

const lanes = () =>
  screen.queryAllByRole("region", { name: /^Chat with/ }).map((each) => each.getAttribute("aria-label"));
const list = () => screen.queryByRole("region", { name: "Chats" });
const row = (name: string) =>
  within(list() ?? document.body).getByRole("link", { name: new RegExp(`^${name}`) });

async function open(name: string, event: object = {}) {
  fireEvent.click(row(name), event);
  await page.settle();
}

const isListHidden = () => list()?.parentElement?.className === "hidden";
const isBarHidden = () => screen.getByRole("navigation").classList.contains("max-md:hidden");

describe("the inbox", () => {
  test("shows the list, and what to do, while no chat is open", async () => {
    await visit();

    expect(list()).not.toBeNull();
    expect(screen.getByText("Pick a chat on the left, or accept the next one.")).toBeDefined();
  });

  test("opens a chat beside the others, and its address with it", async () => {
    await visit();
    await open("Ada");
    await open("Ben");

    expect(lanes()).toEqual(["Chat with Ada", "Chat with Ben"]);
    expect(location.pathname).toBe("/inbox/cus_ben");
    expect(row("Ben").getAttribute("aria-current")).toBe("true");
  });

  test("opens a chat in place of another with Shift", async () => {
    await visit();
    await open("Ada");
    await open("Ben", { shiftKey: true });

    expect(lanes()).toEqual(["Chat with Ben"]);
  });

  test("opens the chat its address names", async () => {
    await visit({ path: "/inbox/cus_ada" });

    expect(lanes()).toEqual(["Chat with Ada"]);
  });

  test("opens nothing for an address that names no customer", async () => {
    await visit({ path: "/inbox/nobody" });

    expect(lanes()).toEqual([]);
    expect(page.server.inputs("agent.look").flatMap(({ customerIds }) => customerIds)).toEqual([]);
  });

  test("takes the address of the lane somebody is busy in", async () => {
    await visit();
    await open("Ada");
    await open("Ben");
    await page.user.click(screen.getByRole("textbox", { name: "Reply to Ada" }));
    await page.settle();

    expect(location.pathname).toBe("/inbox/cus_ada");
  });

  test("leaves the address of a chat that is closed", async () => {
    await visit();
    await open("Ada");
    await page.user.click(screen.getByRole("button", { name: "Close lane" }));
    await page.settle();

    expect(location.pathname).toBe("/inbox");
  });

  test("brings a chat that stepped back into the place of the one in focus", async () => {
    await visit();
    for (const name of NAMES) await open(name);
    expect(lanes()).toEqual(["Chat with Ben", "Chat with Cid", "Chat with Dan"]);

    const bar = within(screen.getByRole("list", { name: "Open chats" }));
    await page.user.click(bar.getByRole("button", { name: "Ada" }));
    await page.settle();
    expect(lanes()).toEqual(["Chat with Ben", "Chat with Cid", "Chat with Ada"]);
  });

  test("finds a chat that is in sight where it is", async () => {
    await visit();
    for (const name of ["Ada", "Ben", "Cid"]) await open(name);
    const bar = within(screen.getByRole("list", { name: "Open chats" }));
    await page.user.click(bar.getByRole("button", { name: "Ada" }));
    await page.settle();

    expect(lanes()).toEqual(["Chat with Ada", "Chat with Ben", "Chat with Cid"]);
    expect(location.pathname).toBe("/inbox/cus_ada");
  });

  test("gives the keyboard to the row of the chat that had the focus", async () => {
    await visit();
    await open("Ben");
    act(() => focusRequest.set("list"));

    expect(document.activeElement).toBe(row("Ben"));
    expect(focusRequest.get()).toBeNull();
  });

  test("gives the keyboard to the first thing in the list where no chat has the focus", async () => {
    await visit();
    act(() => focusRequest.set("list"));

    expect(list()?.contains(document.activeElement)).toBe(true);
  });

  test("goes back to the list with Escape", async () => {
    await visit();
    await open("Ben");
    await page.user.keyboard("{Escape}{Escape}");

    expect(document.activeElement).toBe(row("Ben"));
  });

  test("makes the list a strip of names, and whole again", async () => {
    await visit();
    await page.user.click(screen.getByRole("button", { name: "Show names only" }));
    await page.user.click(screen.getByRole("button", { name: "Show the whole list" }));

    expect(screen.getByRole("button", { name: "Show names only" })).toBeDefined();
  });

  test("says how to have a first chat where nobody ever chatted", async () => {
    await visit({ names: [], hasChats: false });

    expect(screen.getByRole("link", { name: "Open demo page" }).getAttribute("href")).toBe("/demo");
    expect(screen.queryByText(/Pick a chat/)).toBeNull();
  });

  test("does not say so where somebody has", async () => {
    await visit({ names: [], hasChats: true });

    expect(screen.queryByText("No chats yet.")).toBeNull();
  });
});

describe("the inbox on a phone", () => {
  test("is the list where the address names no chat", async () => {
    await visitOnPhone();

    expect(isListHidden()).toBe(false);
    expect(isBarHidden()).toBe(false);
    expect(lanes()).toEqual([]);
    expect(screen.queryByText(/Pick a chat/)).toBeNull();
  });

  test("is the chat alone where the address names one", async () => {
    await visitOnPhone({ path: "/inbox/cus_ada" });

    expect(isListHidden()).toBe(true);
    expect(isBarHidden()).toBe(true);
    expect(lanes()).toEqual(["Chat with Ada"]);
  });

  test("goes back to the list", async () => {
    await visitOnPhone({ path: "/inbox/cus_ada" });
    await page.user.click(screen.getByRole("button", { name: "Back to the list" }));
    await page.settle();

    expect(location.pathname).toBe("/inbox");
    expect(isListHidden()).toBe(false);
  });

  test("can be left with the browser's own way back", async () => {
    await visitOnPhone();
    const before = history.length;
    await open("Ada");

    expect(history.length).toBe(before + 1);
  });

  test("has the bar of open chats only where there are several", async () => {
    await visitOnPhone({ path: "/inbox/cus_ada" });
    expect(screen.queryByRole("list", { name: "Open chats" })).toBeNull();

    page.go("/inbox/cus_ben");
    await page.settle();
    expect(screen.getByRole("list", { name: "Open chats" })).toBeDefined();
  });

  test("steps from chat to chat", async () => {
    await visitOnPhone({ path: "/inbox/cus_ada" });
    page.go("/inbox/cus_ben");
    await page.settle();
    await page.user.click(screen.getByRole("button", { name: "Previous chat" }));
    await page.settle();

    expect(lanes()).toEqual(["Chat with Ada"]);
    expect(location.pathname).toBe("/inbox/cus_ada");
  });

  test("keeps the list whole, and gives no choice of that", async () => {
    await visitOnPhone();

    expect(screen.queryByRole("button", { name: /Show (names|the whole)/ })).toBeNull();
    expect(row("Ada").textContent).toContain("No messages yet");
  });

  test("says above the list how to have a first chat", async () => {
    await visitOnPhone({ names: [], hasChats: false });

    expect(screen.getByText("No chats yet.")).toBeDefined();
  });
});
