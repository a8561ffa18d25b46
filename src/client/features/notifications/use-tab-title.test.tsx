import { act } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { pageTitle } from "../../page-title.ts";
import { heldBy, KEN, newCard } from "../../testing/chat-fixtures.ts";
import { serveChats } from "../../testing/serve-chats.ts";
import { openPage } from "../../testing/page.tsx";
import { useTabTitle } from "./use-tab-title.ts";

const page = openPage();
const queued = { holder: { kind: "queue" }, queuedAt: 1, customerMessages: 1 } as const;

async function titleWith(...cards: ReturnType<typeof newCard>[]) {
  serveChats(page, { cards });
  page.drawHook(useTabTitle);
  await page.settle();
  return document.title;
}

describe("the title of the tab", () => {
  test("is that of the page while nothing calls", async () => {
    expect(await titleWith(newCard("Ada", { customerMessages: 3 }))).toBe("Switchboard");

    act(() => pageTitle.set("Team"));
    expect(document.title).toBe("Team");
  });

  test("counts customers in line", async () => {
    expect(await titleWith(newCard("Ada", queued), newCard("Ben", queued))).toBe("(2 waiting) Switchboard");
  });

  test("does not count who has left", async () => {
    const left = { ...queued, customerLeftAt: 2 };

    expect(await titleWith(newCard("Ada", left), newCard("Ben", queued))).toBe("(1 waiting) Switchboard");
  });

  test("counts what is unread of my chats first", async () => {
    const mine = { holder: heldBy(page.me), customerMessages: 3 };

    expect(await titleWith(newCard("Ada", queued), newCard("Ben", mine, 1), newCard("Cid", mine, 3))).toBe(
      "(2) Switchboard",
    );
  });

  test("counts nothing of colleagues' chats", async () => {
    expect(await titleWith(newCard("Ada", { holder: KEN, customerMessages: 3 }))).toBe("Switchboard");
  });
});
