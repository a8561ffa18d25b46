import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { serverError } from "../../testing/fake-server.ts";
import { newMe } from "../../testing/fixtures.ts";
import { serveSettings } from "../../testing/serve-settings.ts";
import { PrivacySettings } from "./privacy-settings.tsx";

const page = openPage();

/** Renders the setting on its page, which follows the settings on the server. */
async function drawSetting(keepDays: number | null) {
  page.me = newMe({ role: "admin" });
  const stored = serveSettings(page.server, { settings: { privacy: { keepDays } } });
  page.server.answers["privacy.tryRetention"] = (sent) =>
    sent.keepDays === 30 ? { chats: 7, customers: 2 } : { chats: 0, customers: 0 };
  page.server.answers["privacy.setRetention"] = (privacy) => {
    stored.view = { ...stored.view, settings: { ...stored.view.settings, privacy } };
    return {};
  };
  page.draw(<PrivacySettings />);
  await page.settle();
}

function select() {
  return screen.getByRole<HTMLSelectElement>("combobox", { name: "Keep ended chats" });
}

function days() {
  return screen.queryByRole<HTMLInputElement>("spinbutton", { name: "Days" });
}

async function choose(option: "forever" | "for a number of days") {
  await page.user.selectOptions(select(), option);
  await page.settle();
}

async function typeDays(text: string) {
  const field = screen.getByRole("spinbutton", { name: "Days" });
  await page.user.clear(field);
  await page.user.type(field, text);
  await page.pass(1_000);
}

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
  await page.settle();
}

function saved() {
  return page.server.inputs("privacy.setRetention");
}

test("what is stored is shown, and asks nothing", async () => {
  await drawSetting(365);

  expect(days()?.value).toBe("365");
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(page.server.inputs("privacy.tryRetention")).toEqual([]);
});

test("chats kept forever have no number of days", async () => {
  await drawSetting(null);

  expect(select().value).toBe("ever");
  expect(days()).toBeNull();
});

test("what would go is said before anything is saved", async () => {
  await drawSetting(365);

  await typeDays("30");

  expect(
    screen.getByText(
      /^7 chats are older than that and will be erased within minutes of saving, with 2 customers/,
    ),
  ).toBeDefined();
  expect(saved()).toEqual([]);
  await press("Save");
  expect(saved()).toEqual([{ keepDays: 30 }]);
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(days()?.value).toBe("30");
});

test("nothing is saved before it is known what would go", async () => {
  await drawSetting(365);
  delete page.server.answers["privacy.tryRetention"];

  await typeDays("30");
  expect(screen.getByText("Counting…")).toBeDefined();
  await press("Save");

  expect(saved()).toEqual([]);
});

test("forever nothing goes, so nothing is counted, but it is saved on request", async () => {
  await drawSetting(365);

  await choose("forever");
  expect(days()).toBeNull();
  expect(screen.queryByText(/older than that/)).toBeNull();
  await press("Save");

  expect(saved()).toEqual([{ keepDays: null }]);
});

test("who kept chats forever begins with a year", async () => {
  await drawSetting(null);

  await choose("for a number of days");

  expect(days()?.value).toBe("365");
  expect(screen.getByRole("button", { name: "Save" })).toBeDefined();
});

test("choosing what is stored again leaves nothing to save", async () => {
  await drawSetting(365);

  await choose("forever");
  await choose("for a number of days");

  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

test.each(["0", "3651"])(
  "%s days are not taken: it says what fits, and there is nothing to save",
  async (typed) => {
    await drawSetting(365);
    await choose("forever");
    await choose("for a number of days");
    await typeDays("30");

    await typeDays(typed);

    expect(screen.getByRole("alert").textContent).toBe("A whole number from 1 to 3650.");
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  },
);

test("whoever typed days that do not fit can still choose for ever", async () => {
  await drawSetting(365);
  await typeDays("3651");

  await choose("forever");

  expect(screen.getByRole("button", { name: "Save" })).toBeDefined();
});

test("Discard brings back what is stored", async () => {
  await drawSetting(365);
  await typeDays("30");

  await press("Discard");

  expect(days()?.value).toBe("365");
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(saved()).toEqual([]);
});

test("what could not be saved says so and can be tried again", async () => {
  await drawSetting(365);
  page.server.answers["privacy.setRetention"] = () => {
    throw serverError();
  };
  await typeDays("30");
  await press("Save");

  expect(screen.getByRole("alert").textContent).toBe("Not saved. Try again.");
  expect(screen.getByRole("button", { name: "Save" })).toBeDefined();
});

test("while it saves it is not saved again", async () => {
  await drawSetting(365);
  delete page.server.answers["privacy.setRetention"];
  await typeDays("30");
  await press("Save");
  await press("Saving…");

  expect(saved()).toHaveLength(1);
});
