import { act } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { serveChats } from "../testing/serve-chats.ts";
import { refusal } from "../testing/fake-server.ts";
import { newMe } from "../testing/fixtures.ts";
import { openPage } from "../testing/page.tsx";
import { forgetErasedCustomers, outboxScopeOf, readStoredNames, useMemberStorage } from "./member-storage.ts";

const page = openPage();
const MARIA = outboxScopeOf("cus_maria", "ses_maria");
const storage = () => page.drawHook(useMemberStorage).result.current;

function reply(failure: Error | null = null) {
  serveChats(page, {});
  page.server.answers["message.reply"] = () => {
    if (failure !== null) throw failure;
    return { sessionNo: 1, sentAt: 0, duplicate: false };
  };
}

async function send(text: string, kept = storage()) {
  act(() => void kept.outbox.add(MARIA, text));
  await page.settle();
  return kept;
}

describe("what a member keeps in this browser", () => {
  test("is the same for all who ask", () => {
    expect(storage()).toBe(storage());
  });

  test("is not another member's", () => {
    const mine = storage();
    page.me = newMe();
    mine.drafts.write("cus_maria", "Half a");

    expect(storage().drafts.read("cus_maria")).toBe("");
  });

  test("lies under the names of the company and the member", () => {
    storage().screenState.write("lanes", { open: [] });

    expect(Object.keys(localStorage)).toEqual([`switchboard:org_tea:${page.me.member.id}:lanes`]);
  });

  test.each([
    [null, []],
    [{}, []],
    [{ names: "Ada" }, []],
    [{ names: ["waiting", 7] }, ["waiting", "7"]],
  ])("may be anything: %o has the names %p", (kept, names) => {
    expect(readStoredNames(kept)).toEqual(names);
  });
});

describe("what is sent", () => {
  test("goes to the chat it was written in", async () => {
    reply();
    const { outgoing } = await send("Hello");

    expect(page.server.inputs("message.reply")).toMatchObject([{ sessionId: "ses_maria", text: "Hello" }]);
    expect(outgoing.get().map(({ state }) => state)).toEqual(["sent"]);
  });

  test.each(["held-by-other", "session-ended", "chat-open"] as const)(
    "becomes a draft again when it can never be sent: %s",
    async (code) => {
      reply(refusal(code));
      const { drafts, outgoing } = await send("Hello");

      expect(drafts.read("cus_maria")).toBe("Hello");
      expect(outgoing.get()).toEqual([]);
    },
  );

  test("stands before what was written since", async () => {
    reply(refusal("session-ended"));
    const kept = storage();
    kept.drafts.write("cus_maria", "and more");
    await send("Hello", kept);

    expect(kept.drafts.read("cus_maria")).toBe("Hello\nand more");
  });

  test("stays, marked as failed, for any other reason", async () => {
    reply(refusal("message-too-long"));
    const { drafts, outgoing } = await send("Hello");

    expect(outgoing.get().map(({ state, reason }) => [state, reason])).toEqual([
      ["failed", "message-too-long"],
    ]);
    expect(drafts.read("cus_maria")).toBe("");
  });

  test("is forgotten with a customer who is erased, and nothing else", async () => {
    reply(refusal("message-too-long"));
    const kept = await send("Hello Maria");
    act(() => void kept.outbox.add(outboxScopeOf("cus_ben", "ses_ben"), "Hello Ben"));
    await page.settle();
    kept.drafts.write("cus_maria", "Half a");
    forgetErasedCustomers(kept, new Set(["cus_maria"]));

    expect(kept.outbox.entries().map(({ text }) => text)).toEqual(["Hello Ben"]);
    expect(kept.drafts.read("cus_maria")).toBe("");
  });
});
