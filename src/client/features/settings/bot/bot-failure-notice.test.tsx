import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import type { SettingsView } from "#domain/views/settings-view.ts";
import { newSettingsView } from "../../../testing/fixtures.ts";
import { BotFailureNotice } from "./bot-failure-notice.tsx";

const page = openPage();

function drawNotice(botTrouble: SettingsView["botTrouble"]) {
  const { container } = page.draw(
    <BotFailureNotice view={{ ...newSettingsView({ answers: "bot" }), botTrouble }} />,
  );
  return container;
}

test("a chatbot that answers has no notice", () => {
  expect(drawNotice(null).textContent).toBe("");
});

test("a token that cannot be decrypted is named before anybody has asked", () => {
  const view = { ...newSettingsView({ answers: "bot" }), tokenHint: "9f3a", isTokenReadable: false };
  page.draw(<BotFailureNotice view={view} />);

  expect(screen.getByRole("alert").textContent).toContain("cannot be decrypted");
});

test("why the last answer failed is put into words", () => {
  drawNotice({ cause: "unauthorized", at: 0 });

  expect(screen.getByText(/^Not working: The server rejected the token\./)).toBeDefined();
});

test("a cause of a later version, for which there are no words, says that it failed", () => {
  drawNotice(JSON.parse('{"cause":"struck-by-lightning","at":0}'));

  expect(screen.getByText(/^Not working: the last answer failed\./)).toBeDefined();
});
