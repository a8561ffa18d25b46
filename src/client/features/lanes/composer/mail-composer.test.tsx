import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { newChat, newSession } from "../../../testing/chat-fixtures.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { NOW, openPage } from "../../../testing/page.tsx";
import { MailComposer } from "./mail-composer.tsx";

const page = openPage();

function drawComposer(state: "mail-mine" | "mail-nobody", changes: Partial<Session> = {}) {
  serveChats(page, {});
  page.server.answers["agent.snooze"] = () => ({});
  return page.draw(
    <MailComposer chat={newChat(state, { session: newSession({ channel: "mail", ...changes }) })} />,
  );
}

describe("the composer of mail", () => {
  test.each([
    ["who waits for us", { awaitingSince: NOW }, "Maria is waiting for your answer."],
    ["whom we wait for", { awaitingSince: null }, "Waiting for Maria."],
    ["that it is put aside", { awaitingSince: NOW, snoozedUntil: NOW + DAY }, /^Put aside until .*10:00/],
    [
      "nothing of a morning that has come",
      { awaitingSince: NOW, snoozedUntil: NOW },
      "Maria is waiting for your answer.",
    ],
  ])("says %s", (_, session, text) => {
    drawComposer("mail-mine", session);

    expect(screen.getByText(text)).toBeDefined();
  });

  test("is done with it", async () => {
    drawComposer("mail-mine");
    await page.user.click(screen.getByRole("button", { name: "Done" }));

    await waitFor(() => expect(page.server.inputs("agent.end")).toEqual([{ sessionId: "ses_maria" }]));
  });

  test("says whose it was, and lets me take it or write at once", async () => {
    drawComposer("mail-nobody", { heldBefore: { memberId: "mem_ken", name: "Ken" } });
    expect(screen.getByText("Unassigned: it was Ken's.")).toBeDefined();
    expect(screen.getByText(/Sending makes the message yours\.$/)).toBeDefined();
    await page.user.click(screen.getByRole("button", { name: "Take it" }));

    await waitFor(() => expect(page.server.inputs("agent.takeOver")).toEqual([{ sessionId: "ses_maria" }]));
  });

  test("says when nobody has had it", () => {
    drawComposer("mail-nobody");

    expect(screen.getByText("Nobody has this message yet.")).toBeDefined();
  });
});

const open = () => page.user.click(screen.getByRole("button", { name: "Put aside" }));

describe("putting mail aside", () => {
  test("offers mornings, the earliest first, and asks for the one that is chosen", async () => {
    drawComposer("mail-mine");
    await open();
    const offered = screen.getAllByRole("menuitem").map(({ textContent }) => textContent);
    expect(offered).toContain("Until tomorrow, 9:00");
    expect(offered.at(-1)).toBe("Until a day…");
    await page.user.click(screen.getByRole("menuitem", { name: "For a week" }));

    const until = new Date(NOW);
    until.setDate(until.getDate() + 7);
    await waitFor(() =>
      expect(page.server.inputs("agent.snooze")).toEqual([
        { sessionId: "ses_maria", until: until.setHours(9, 0, 0, 0) },
      ]),
    );
  });

  test("takes a day of my own", async () => {
    drawComposer("mail-mine");
    await open();
    await page.user.click(screen.getByRole("menuitem", { name: "Until a day…" }));
    const field = screen.getByLabelText("Put aside until");
    await page.user.type(field, "2030-03-04");
    await page.user.keyboard("{Enter}");

    await waitFor(() =>
      expect(page.server.inputs("agent.snooze")).toEqual([
        { sessionId: "ses_maria", until: new Date("2030-03-04T09:00").getTime() },
      ]),
    );
  });

  test("can be undone", async () => {
    drawComposer("mail-mine", { snoozedUntil: NOW + DAY });
    await open();
    await page.user.click(screen.getByRole("menuitem", { name: "Take up again" }));

    await waitFor(() => expect(page.server.inputs("agent.snooze")).toMatchObject([{ until: null }]));
  });
});
