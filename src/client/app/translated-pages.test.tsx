import { act, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { queryClient } from "../api/query-client.ts";
import { CUSTOMER, newCard, newLane, newMessage, newSession } from "../testing/chat-fixtures.ts";
import { newMe, newSettingsView } from "../testing/fixtures.ts";
import { publishFacts, serveChats } from "../testing/serve-chats.ts";
import { serveSettings } from "../testing/serve-settings.ts";
import { newTeam, newTeamMember } from "../testing/team-fixtures.ts";
import { NOW, openPage } from "../testing/page.tsx";
import { stub } from "../testing/stub.ts";
import { translate } from "../testing/translate.ts";
import { Routes } from "./routes.tsx";
import { SETTINGS_PAGES } from "../features/settings/layout/settings-pages.ts";

const page = openPage();
const NAMES = ["Ada", "Ben", "Cid", "Dan", "Eve", "Fay"];

/** What React reported: an error that a boundary caught counts too. */
function watchErrors(): unknown[] {
  const errors: unknown[] = [];
  stub(console, "error", (...told: unknown[]) => {
    errors.push(...told.filter((one) => one instanceof Error));
  });
  return errors;
}

/** Lets an update arrive, then translates what is new, as browsers do. */
async function update(change: () => unknown = () => null) {
  await change();
  await page.settle();
  translate(document.body);
}

describe("a page that the browser translates", () => {
  test("survives six chats that are opened one after the other, and what happens in them", async () => {
    const errors = watchErrors();
    const holders = [{ kind: "bot" }, { kind: "queue" }] as const;
    const sessions = NAMES.map((name, index) =>
      newSession({ holder: holders[index % 2] ?? holders[0], queuedAt: NOW - index }, name),
    );
    serveChats(page, {
      cards: NAMES.map((name, index) => newCard(name, sessions[index])),
      lanes: NAMES.map((name, index) => newLane(newSession(sessions[index], name))),
    });
    page.go("/c/tea/inbox");
    page.draw(<Routes />);
    await update();

    for (const [index, name] of NAMES.entries()) {
      const list = within(screen.getByRole("region", { name: "Chats" }));
      await update(() => fireEvent.click(list.getByRole("link", { name: new RegExp(`^${name}`) })));
      const { id } = newSession({}, name);
      const message = newMessage(CUSTOMER, `**bold** and \`code\`, ${index}`, { sessionId: id });
      await update(() => act(() => publishFacts(page, [message], 100 + index)));
      await update(() => page.pass(60_000));
    }
    await update(() =>
      fireEvent.click(screen.getAllByRole("button", { name: "Close lane" })[0] ?? document.body),
    );

    expect(errors).toEqual([]);
    expect(screen.getByRole("region", { name: "Chat with Fay" }).textContent).toContain("BOLD");
  });

  test.each(SETTINGS_PAGES.map(({ name }) => name))(
    "survives what changes on a settings page: %s",
    async (name) => {
      const errors = watchErrors();
      page.me = newMe({ role: "admin" });
      serveChats(page, {});
      const stored = serveSettings(page.server);
      const team = newTeam([newTeamMember(), newTeamMember({ id: "mem_ken", name: "Ken", present: true })]);
      Object.assign(page.server.answers, { "team.get": () => team });
      page.go(`/c/tea/settings/${name}`);
      page.draw(<Routes />);
      await update();
      for (const button of screen.queryAllByRole("button")) {
        if (button.isConnected) await update(() => fireEvent.click(button));
      }
      for (const box of [...screen.queryAllByRole("radio"), ...screen.queryAllByRole("switch")])
        if (box.isConnected) await update(() => fireEvent.click(box));
      stored.view = newSettingsView({ answers: "agents" });
      await update(() => act(() => void queryClient.invalidateQueries()));
      for (const field of screen.queryAllByRole("textbox"))
        await update(() => fireEvent.change(field, { target: { value: "x" } }));
      await update(() => page.go("/c/tea/settings/answering"));

      expect(errors).toEqual([]);
      expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("ANSWERING");
    },
  );
});
