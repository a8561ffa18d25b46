import { describe, expect, test } from "bun:test";
import { serveChats } from "../../../testing/serve-chats.ts";
import { openPage } from "../../../testing/page.tsx";
import { sendTyping } from "./send-typing.ts";

const page = openPage();

async function calls() {
  await page.settle();
  return page.server.inputs("message.typing");
}

describe("saying that somebody types", () => {
  test("is done at most every two seconds in a chat", async () => {
    serveChats(page, {});
    sendTyping("ses_often");
    await page.pass(1_999);
    sendTyping("ses_often");
    expect(page.server.inputs("message.typing")).toHaveLength(1);

    await page.pass(1);
    sendTyping("ses_often");
    expect(await calls()).toHaveLength(2);
  });

  test("in one chat does not silence another", async () => {
    serveChats(page, {});
    sendTyping("ses_one");
    sendTyping("ses_other");

    expect(await calls()).toEqual([{ sessionId: "ses_one" }, { sessionId: "ses_other" }]);
  });
});
