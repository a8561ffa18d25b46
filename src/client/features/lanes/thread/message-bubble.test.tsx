import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { NOW, openPage } from "../../../testing/page.tsx";
import { MessageBubble } from "./message-bubble.tsx";

const page = openPage();

describe("a bubble", () => {
  test("names who says it, and when", () => {
    page.draw(
      <MessageBubble side="customer" name="Maria" at={NOW}>
        Hello
      </MessageBubble>,
    );

    expect(screen.getByText("Maria")).toBeDefined();
    expect(screen.getByText("10:00 AM")).toBeDefined();
  });

  test("says neither for who has just said something", () => {
    const { container } = page.draw(
      <MessageBubble side="customer" name={null} at={NOW}>
        Hello
      </MessageBubble>,
    );

    expect(container.textContent).toBe("Hello");
  });

  test("says no time for what has none yet", () => {
    const { container } = page.draw(
      <MessageBubble side="us" name="You" at={null} below={<p>Sending…</p>}>
        Hello
      </MessageBubble>,
    );

    expect(container.textContent).toBe("YouHelloSending…");
  });
});
