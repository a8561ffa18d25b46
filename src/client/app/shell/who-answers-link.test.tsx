import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { newSettingsView } from "../../testing/fixtures.ts";
import { WhoAnswersLink } from "./who-answers-link.tsx";

const page = openPage();

describe("the link to who answers", () => {
  test("says that the chatbot answers while it does", async () => {
    page.server.answers = { "settings.get": () => newSettingsView({ answers: "bot" }) };
    page.draw(<WhoAnswersLink />);

    const link = await screen.findByRole("link", { name: "Chatbot answers new messages" });
    expect(link.getAttribute("href")).toBe("/settings/answering");
  });

  test("says that agents answer while they do", async () => {
    page.server.answers = { "settings.get": () => newSettingsView({ answers: "agents" }) };
    page.draw(<WhoAnswersLink />);

    expect(await screen.findByRole("link", { name: "Live agents answer new messages" })).toBeDefined();
  });
});
