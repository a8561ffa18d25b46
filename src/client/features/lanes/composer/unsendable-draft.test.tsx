import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { newChat } from "../../../testing/chat-fixtures.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { openPage } from "../../../testing/page.tsx";
import { ReplyBox } from "./reply-box.tsx";
import { UnsendableDraft } from "./unsendable-draft.tsx";

const page = openPage();

function drawDraft(text: string, why: string | null = null) {
  serveChats(page, {});
  const { unmount } = page.draw(<ReplyBox chat={newChat("mine")} />);
  fireEvent.change(screen.getByRole("textbox"), { target: { value: text } });
  unmount();
  page.draw(<UnsendableDraft customerId="cus_maria" why={why} />);
}

describe("a draft that cannot be sent", () => {
  test.each(["", "  "])("is not spoken of when it is “%s”", (text) => {
    drawDraft(text);

    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("is shown, and that it is kept", () => {
    drawDraft("I will look");

    expect(screen.getByRole("alert").textContent?.trim()).toBe("Your text is kept as a draft.");
    expect(screen.getByText("I will look")).toBeDefined();
  });

  test("says what came between", () => {
    drawDraft("I will look", "Ken took this chat");

    expect(screen.getByRole("alert").textContent).toBe("Ken took this chat Your text is kept as a draft.");
  });
});
