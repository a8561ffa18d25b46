import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import type { ChatCard } from "#domain/views/inbox.ts";
import { newCard } from "../../testing/chat-fixtures.ts";
import { serverError } from "../../testing/fake-server.ts";
import { NOW, openPage } from "../../testing/page.tsx";
import { serveChats } from "../../testing/serve-chats.ts";
import { ChatList } from "./chat-list.tsx";

const page = openPage();
const left = { endedAt: NOW, unattended: true, holder: { kind: "nobody" } } as const;
const mail = { channel: "mail", holder: { kind: "nobody" } } as const;

async function drawList(cards: readonly ChatCard[]) {
  serveChats(page, { cards });
  page.draw(<ChatList current={null} isCompact={false} onToggleCompact={null} onOpen={mock()} />);
  await page.settle();
}

const press = (name: string) => page.user.click(screen.getByRole("button", { name }));
const box = (name: string) => screen.getByRole("checkbox", { name: `Select ${name}` });

describe("what is unassigned", () => {
  test("is done with at once, with everything that nobody has answered of whom I select", async () => {
    await drawList([
      newCard("Ada", { ...left, id: "ses_1" }),
      newCard("Ada", { ...left, id: "ses_2" }),
      newCard("Ben", { ...mail, id: "ses_3" }),
      newCard("Cid", { ...left, id: "ses_4" }),
      newCard("Ada", { id: "ses_5" }),
    ]);
    await press("Select");
    expect(screen.getByRole("button", { name: "Done (0)" }).hasAttribute("disabled")).toBe(true);
    await page.user.click(box("Ada"));
    await page.user.click(box("Ben"));
    await page.user.click(box("Cid"));
    await page.user.click(box("Cid"));
    await press("Done (2)");

    await waitFor(() =>
      expect(page.server.inputs("agent.attendAll")).toEqual([{ sessionIds: ["ses_1", "ses_2", "ses_3"] }]),
    );
    await waitFor(() => expect(screen.queryByRole("checkbox")).toBeNull());
  });

  test("is selected as a whole, and let go again", async () => {
    await drawList([newCard("Ada", left), newCard("Ben", left)]);
    await press("Select");
    await press("All");
    expect(screen.getByRole("button", { name: "Done (2)" })).toBeDefined();
    await press("Cancel");

    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(page.server.inputs("agent.attendAll")).toEqual([]);
  });

  test("stays selected, with a word about it, where it did not work", async () => {
    await drawList([newCard("Ada", left), newCard("Ben", left)]);
    page.server.answers["agent.attendAll"] = () => {
      throw serverError();
    };
    await press("Select");
    await press("All");
    await press("Done (2)");

    expect(await screen.findByText("That did not work. Nothing was marked as done.")).toBeDefined();
    expect(screen.getAllByRole("checkbox")).toHaveLength(2);
  });

  test("has nothing to select where there is one", async () => {
    await drawList([newCard("Ada", left)]);

    const unassigned = within(screen.getByRole("region", { name: "Unassigned" }));
    expect(unassigned.queryByRole("button", { name: "Select" })).toBeNull();
  });

  test("is hidden from others while it is first a colleague's, and says whose it was", async () => {
    const ken = { memberId: "mem_ken", name: "Ken" } as const;
    await drawList([
      newCard("Ada", { ...left, heldBefore: ken, firstUntil: NOW + 30 * MINUTE }),
      newCard("Ben", { ...left, heldBefore: ken }),
    ]);

    const rows = within(screen.getByRole("region", { name: "Unassigned" })).getAllByRole("link");
    expect(rows.map(({ textContent }) => textContent)).toEqual([expect.stringContaining("was Ken's")]);
  });
});
