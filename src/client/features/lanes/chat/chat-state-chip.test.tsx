import { describe, expect, test } from "bun:test";
import { KEN, newChat, newSession } from "../../../testing/chat-fixtures.ts";
import { openPage } from "../../../testing/page.tsx";
import { ChatStateChip } from "./chat-state-chip.tsx";
import type { ChatState } from "./use-chat-view.ts";

const page = openPage();

describe("the chip of a chat's state", () => {
  test.each<[ChatState, string]>([
    ["bot", "Chatbot"],
    ["queue", "Waiting"],
    ["mine", "Live · you"],
    ["other", "Live · Ken"],
    ["ended", "Ended"],
    ["unattended", "Unassigned"],
  ])("says who must speak next: %s", (state, word) => {
    const { container } = page.draw(
      <ChatStateChip chat={newChat(state, { session: newSession({ holder: KEN }) })} />,
    );

    expect(container.textContent).toBe(word);
  });
});
