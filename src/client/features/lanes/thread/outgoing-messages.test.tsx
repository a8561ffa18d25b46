import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import type { OutboxEntry } from "#transport/messages/outbox.ts";
import { useMemberStorage } from "../../../live/member-storage.ts";
import { useStore } from "../../../store.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { refusal } from "../../../testing/fake-server.ts";
import { openPage } from "../../../testing/page.tsx";
import { OutgoingMessages } from "./outgoing-messages.tsx";

const page = openPage();

function entry(text: string, state: OutboxEntry["state"] = "waiting"): OutboxEntry {
  return { clientId: text, scope: "cus_maria ses_maria", text, at: 0, state, reason: null };
}

function Outgoing() {
  const { outgoing } = useMemberStorage();
  return <OutgoingMessages outgoing={useStore(outgoing, (all) => all)} />;
}

/** Renders a message that the server has refused. */
async function drawRefused() {
  serveChats(page, {});
  page.server.answers["message.reply"] = () => {
    throw refusal("message-too-long");
  };
  const { result } = page.drawHook(useMemberStorage);
  result.current.outbox.add("cus_maria ses_maria", "Hello");
  page.draw(<Outgoing />);
  await screen.findByRole("alert");
}

describe("what is on its way", () => {
  test.each([
    ["waiting", "Sending…"],
    ["sent", "Sent"],
  ] as const)("and %s says so", (state, word) => {
    page.draw(<OutgoingMessages outgoing={[entry("Hello", state)]} />);

    expect(screen.getByText(word)).toBeDefined();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("is named once", () => {
    page.draw(<OutgoingMessages outgoing={[entry("Hello"), entry("Maria")]} />);

    expect(screen.getAllByText("You")).toHaveLength(1);
    expect(screen.getAllByRole("listitem")[0]?.textContent).toContain("You");
  });

  test("and failed can be tried again", async () => {
    await drawRefused();
    expect(screen.getByText(/Not sent\./)).toBeDefined();
    page.server.answers["message.reply"] = () => ({ sessionNo: 1, sentAt: 0, duplicate: false });
    await page.user.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("Sent")).toBeDefined();
  });

  test("and failed can be deleted", async () => {
    await drawRefused();
    await page.user.click(screen.getByRole("button", { name: "Delete" }));

    expect(screen.queryByText("Hello")).toBeNull();
  });
});
