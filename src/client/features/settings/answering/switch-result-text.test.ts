import { expect, test } from "bun:test";
import { switchResultText } from "./switch-result-text.ts";

test("the line counts the chats that moved", () => {
  expect(switchResultText({ answers: "agents", moved: 6, kept: 0 })).toBe(
    "Live agents answer new messages from now on. 6 chats moved to the queue.",
  );
  expect(switchResultText({ answers: "bot", moved: 1, kept: 2 })).toBe(
    "The chatbot answers new messages from now on. 1 chat moved to the chatbot. 2 chats stayed in the queue for a person.",
  );
});

test("where nothing moved, nothing is counted", () => {
  expect(switchResultText({ answers: "bot", moved: 0, kept: 0 })).toBe(
    "The chatbot answers new messages from now on.",
  );
});
