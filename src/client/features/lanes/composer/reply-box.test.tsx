import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { newChat, newSession } from "../../../testing/chat-fixtures.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { openPage } from "../../../testing/page.tsx";
import { ReplyBox } from "./reply-box.tsx";

const page = openPage();
let sessions = 0;

function drawBox(hint?: string) {
  serveChats(page, {});
  page.server.answers["message.reply"] = () => ({ sessionNo: 1, sentAt: 0, duplicate: false });
  sessions += 1;
  // Typing events are limited per chat, so each test has its own chat.
  const session = newSession({ id: `ses_${sessions}` });
  page.draw(<ReplyBox chat={newChat("mine", { session })} {...(hint === undefined ? {} : { hint })} />);
  return session.id;
}

const box = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reply to Maria" });
const send = () => screen.getByRole<HTMLButtonElement>("button", { name: "Send" });
const write = (text: string) => fireEvent.change(box(), { target: { value: text } });
async function sent() {
  await page.settle();
  return page.server.inputs("message.reply").map(({ text }) => text);
}

describe("the reply box", () => {
  test.each([" ", "\u200B", "\u3164\n", "\u2800"])("does not send what nobody sees: %j", (text) => {
    drawBox();
    write(text);

    expect(send().disabled).toBe(true);
  });

  test("sends what was written, without the blanks around it, and is empty then", async () => {
    const sessionId = drawBox();
    await page.user.type(box(), "  Good morning ");
    await page.user.click(send());

    expect(await sent()).toEqual(["Good morning"]);
    expect(page.server.inputs("message.reply")[0]?.sessionId).toBe(sessionId);
    expect(box().value).toBe("");
  });

  test("sends at Enter", async () => {
    drawBox();
    await page.user.type(box(), "Hello{Enter}");

    expect(await sent()).toEqual(["Hello"]);
    expect(box().value).toBe("");
  });

  test("begins a new line at Shift+Enter", async () => {
    drawBox();
    await page.user.type(box(), "Hello{Shift>}{Enter}{/Shift}Maria");

    expect(await sent()).toEqual([]);
    expect(box().value).toBe("Hello\nMaria");
  });

  test.each([
    ["a word is being put together", { isComposing: true }],
    ["a word is being put together in Safari", { keyCode: 229 }],
  ])("does not send at Enter while %s", async (_when, event) => {
    drawBox();
    write("こんにち");
    fireEvent.keyDown(box(), { key: "Enter", ...event });

    expect(await sent()).toEqual([]);
  });

  test.each(["", "   "])("does not send “%s”", async (text) => {
    drawBox();
    write(text);
    expect(send().disabled).toBe(true);
    fireEvent.keyDown(box(), { key: "Enter" });

    expect(await sent()).toEqual([]);
  });

  test("sends 4,000 characters, not counting the blanks around them", async () => {
    drawBox();
    write(`  ${"a".repeat(4_000)}  `);
    expect(send().disabled).toBe(false);
    fireEvent.keyDown(box(), { key: "Enter" });

    expect(await sent()).toHaveLength(1);
  });

  test("says how many characters are too many, and sends none", async () => {
    drawBox("Sending takes over the chat.");
    write("a".repeat(4_002));
    fireEvent.keyDown(box(), { key: "Enter" });

    expect(screen.getByText("2 characters too many")).toBeDefined();
    expect(screen.queryByText("Sending takes over the chat.")).toBeNull();
    expect(send().disabled).toBe(true);
    expect(await sent()).toEqual([]);
  });

  test("says what sending does", () => {
    drawBox("Sending takes over the chat.");

    expect(screen.getByText("Sending takes over the chat.")).toBeDefined();
  });

  test("lets the customer know that somebody is typing", async () => {
    const sessionId = drawBox();
    await page.user.type(box(), "H");
    await page.settle();

    expect(page.server.inputs("message.typing")).toEqual([{ sessionId }]);
  });

  test("does not say so of who only deletes", async () => {
    drawBox();
    write("H");
    await page.settle();
    await page.pass(10_000);
    write("");
    await page.settle();

    expect(page.server.inputs("message.typing")).toHaveLength(1);
  });

  test("keeps what is written for when the chat is drawn again", () => {
    drawBox();
    write("Half a sen");
    page.draw(<ReplyBox chat={newChat("mine")} />);

    expect(screen.getAllByDisplayValue("Half a sen")).toHaveLength(2);
  });
});
