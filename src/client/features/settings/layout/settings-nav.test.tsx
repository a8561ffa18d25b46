import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { SettingsNav } from "./settings-nav.tsx";

const page = openPage();

test("all pages are listed, in their order, each with its address", () => {
  page.draw(<SettingsNav />);

  const links = screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
  expect(links).toEqual([
    ["Answering", "/settings/answering"],
    ["Chatbot", "/settings/chatbot"],
    ["Knowledge", "/settings/knowledge"],
    ["Widget", "/settings/widget"],
    ["Sessions", "/settings/sessions"],
    ["Hours", "/settings/hours"],
    ["Team", "/settings/team"],
    ["Privacy", "/settings/privacy"],
    ["Audit log", "/settings/audit"],
    ["Your profile", "/settings/profile"],
    ["Your password", "/settings/password"],
    ["Your sign-in", "/settings/sign-in"],
  ]);
});

test("the page one is on is the current one, and no other", () => {
  page.go("/settings/widget");
  page.draw(<SettingsNav />);

  const current = screen.getAllByRole("link").filter((link) => link.getAttribute("aria-current") === "page");
  expect(current.map((link) => link.textContent)).toEqual(["Widget"]);
});
