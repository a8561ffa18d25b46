import { openPage, PHONE } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { SettingsListPage } from "./settings-list-page.tsx";

const page = openPage();

test("on a phone the list is a page of its own", () => {
  page.resize(PHONE);
  page.go("/settings");
  page.draw(<SettingsListPage />);

  expect(screen.getByRole("navigation", { name: "Settings pages" })).toBeDefined();
  expect(location.pathname).toBe("/settings");
});

test("a tablet held upright is no phone: from 768 pixels on the first page opens", () => {
  page.resize({ width: 768, height: 1024 });
  page.go("/settings");
  page.draw(<SettingsListPage />);

  expect(location.pathname).toBe("/settings/answering");
});

test("one pixel narrower it is a phone", () => {
  page.resize({ width: 767, height: 1024 });
  page.go("/settings");
  page.draw(<SettingsListPage />);

  expect(location.pathname).toBe("/settings");
});
