import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import type { SinceClosed } from "#domain/views/since-closed.ts";
import { openPage } from "../../testing/page.tsx";
import { serveChats } from "../../testing/serve-chats.ts";
import { SinceClosedLine } from "./since-closed-line.tsx";

const page = openPage();

async function drawLine(since: SinceClosed | null) {
  serveChats(page, {});
  page.server.answers["agent.sinceClosed"] = () => since;
  page.draw(<SinceClosedLine />);
  await page.settle();
}

describe("who comes first in the morning", () => {
  test.each([
    [{ chats: 23, unsure: 4 }, "Since you closed: 23 chats with the chatbot, 4 unsure"],
    [{ chats: 1, unsure: 0 }, "Since you closed: 1 chat with the chatbot"],
  ])("reads what the chatbot did: %o", async (since, text) => {
    await drawLine(since);

    expect(screen.getByText(text)).toBeDefined();
  });

  test("hides it", async () => {
    await drawLine({ chats: 23, unsure: 4 });
    await page.user.click(screen.getByRole("button", { name: "Hide" }));

    expect(screen.queryByText(/Since you closed/)).toBeNull();
  });

  test.each([null, { chats: 0, unsure: 0 }])("reads nothing of %o", async (since) => {
    await drawLine(since);

    expect(screen.queryByText(/Since you closed/)).toBeNull();
  });
});
