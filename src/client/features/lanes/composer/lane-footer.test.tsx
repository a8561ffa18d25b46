import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import type { EndedBy } from "#domain/model/session.ts";
import { KEN, newCard, newChat, newSession } from "../../../testing/chat-fixtures.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { NOW, openPage } from "../../../testing/page.tsx";
import type { Chat, ChatState } from "../chat/use-chat-view.ts";
import { LaneFooter } from "./lane-footer.tsx";

const page = openPage();

function drawComposer(state: ChatState, changes: Partial<Chat> = {}) {
  serveChats(page, {});
  return page.draw(<LaneFooter chat={newChat(state, changes)} />);
}

const box = () => screen.queryByRole("textbox", { name: "Reply to Maria" });
const buttons = () => screen.queryAllByRole("button").map(({ textContent }) => textContent);

describe("the composer", () => {
  test("of a chat of mine is a text, and nothing to take over", () => {
    drawComposer("mine");

    expect(box()).not.toBeNull();
    expect(buttons()).toEqual(["Send"]);
    expect(screen.queryByText("Sending takes over the chat.")).toBeNull();
  });

  test("of the chatbot's chat says that sending takes over", () => {
    drawComposer("bot");

    expect(screen.getByText("The chatbot is answering.")).toBeDefined();
    expect(screen.getByText("Sending takes over the chat.")).toBeDefined();
    expect(box()).not.toBeNull();
  });

  test("takes a chat over from the chatbot", async () => {
    drawComposer("bot");
    await page.user.click(screen.getByRole("button", { name: "Take over" }));

    await waitFor(() => expect(page.server.inputs("agent.takeOver")).toEqual([{ sessionId: "ses_maria" }]));
    expect(page.server.inputs("agent.accept")).toEqual([]);
  });

  test("accepts a chat that waits in the queue", async () => {
    drawComposer("queue");
    expect(screen.getByText("Maria is waiting for a person.")).toBeDefined();
    expect(screen.getByText("Sending takes over the chat.")).toBeDefined();
    await page.user.click(screen.getByRole("button", { name: "Accept" }));

    await waitFor(() => expect(page.server.inputs("agent.accept")).toEqual([{ sessionId: "ses_maria" }]));
  });

  test("of a colleague's chat has no text, and says whose it is", async () => {
    drawComposer("other", { session: newSession({ holder: KEN }) });
    expect(box()).toBeNull();
    expect(screen.getByText("Ken has this chat.")).toBeDefined();
    await page.user.click(screen.getByRole("button", { name: "Take over" }));

    await waitFor(() => expect(page.server.inputs("agent.takeOver")).toHaveLength(1));
  });

  test.each<[EndedBy, string]>([
    [{ kind: "idle" }, "idle"],
    [{ kind: "customer" }, "ended by the customer"],
    [{ kind: "member", memberId: "mem_ken", name: "Ken" }, "ended by Ken"],
  ])("says when and why a chat ended: %o", (endedBy, why) => {
    drawComposer("ended", { session: newSession({ endedAt: NOW, endedBy }) });

    expect(screen.getByText(`This chat ended at 10:00 AM · ${why}`)).toBeDefined();
    expect(buttons()).toEqual(["Send"]);
  });

  test("of a chat that has ended writes by mail, and says beforehand when it will be read", async () => {
    drawComposer("ended", { session: newSession({ endedAt: NOW, endedBy: { kind: "idle" } }) });
    expect(screen.getByText("Maria will see it on their next visit.")).toBeDefined();
    page.server.answers["message.write"] = () => ({
      sessionId: "ses_2",
      sessionNo: 2,
      sentAt: NOW,
      duplicate: false,
    });
    await page.user.type(screen.getByRole("textbox"), "Size 42{Enter}");

    await waitFor(() =>
      expect(page.server.inputs("message.write")).toMatchObject([
        { customerId: "cus_maria", text: "Size 42" },
      ]),
    );
    expect(page.server.inputs("message.reply")).toEqual([]);
    expect(page.server.inputs("message.typing")).toEqual([]);
  });

  test("says of mail beside a chat to answer it there, and is done with it on request", async () => {
    const mail = newCard("Maria", { id: "ses_mail", channel: "mail", holder: { kind: "nobody" } });
    drawComposer("mine", { mail });
    expect(screen.getByText("Maria left a message, and is here now: say it in chat.")).toBeDefined();
    await page.user.click(screen.getByRole("button", { name: "Message done" }));

    await waitFor(() => expect(page.server.inputs("agent.end")).toEqual([{ sessionId: "ses_mail" }]));
  });

  test("lets somebody see to a chat that ended unanswered", async () => {
    drawComposer("unattended", { session: newSession({ endedAt: NOW, endedBy: { kind: "idle" } }) });
    expect(screen.getByText(/The customer still waits for an answer\./)).toBeDefined();
    await page.user.click(screen.getByRole("button", { name: "Done" }));

    await waitFor(() => expect(page.server.inputs("agent.attend")).toEqual([{ sessionId: "ses_maria" }]));
  });
});
