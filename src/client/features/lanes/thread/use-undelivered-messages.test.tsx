import { act } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { useMemberStorage } from "../../../live/member-storage.ts";
import { SECOND } from "#domain/model/instant.ts";
import { CUSTOMER, me, newChat, newLane, newMessage, newSession } from "../../../testing/chat-fixtures.ts";
import { NOW, openPage } from "../../../testing/page.tsx";
import { useUndeliveredMessages } from "./use-undelivered-messages.ts";

const page = openPage();

/** Sends messages to Maria in this chat and in an earlier one, and to Ben. */
async function send() {
  const { result } = page.drawHook(useMemberStorage);
  const { outbox } = result.current;
  const entry = outbox.add("cus_maria ses_maria", "Hello Maria");
  act(() => {
    outbox.add("cus_maria ses_before", "Goodbye Maria");
    outbox.add("cus_ben ses_ben", "Hello Ben");
  });
  await page.settle();
  return entry;
}

describe("what is on its way in a chat", () => {
  test("is what was sent in this session", async () => {
    await send();
    const { result } = page.drawHook(() => useUndeliveredMessages(newChat("mine")));

    expect(result.current.map(({ text }) => text)).toEqual(["Hello Maria"]);
  });

  test("is nothing that the feed has told of", async () => {
    const { clientId } = await send();
    const lane = newLane(newSession(), [newMessage(me(page.me), "Hello Maria", { clientId })]);
    const chat = newChat("mine", { lane });

    expect(page.drawHook(() => useUndeliveredMessages(chat)).result.current).toEqual([]);
  });

  test.each([
    ["is nothing that was sent before the messages that are loaded of a long chat", 1, []],
    ["is what was sent after them", -1, ["Hello Maria"]],
  ])("%s", async (_rule, seconds, shown) => {
    page.server.answers["message.reply"] = () => ({ sessionNo: 2, sentAt: NOW, duplicate: false });
    await send();
    const sentAt = NOW + seconds * SECOND;
    const whole = newLane(newSession(), [newMessage(CUSTOMER, "Later", { sentAt })]);
    const lane = { ...whole, sessions: whole.sessions.map((one) => ({ ...one, earlier: true })) };
    const chat = newChat("mine", { lane });

    const { result } = page.drawHook(() => useUndeliveredMessages(chat));
    expect(result.current.map(({ text }) => text)).toEqual(shown);
  });
});
