import { openPage } from "../../../testing/page.tsx";
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, test } from "bun:test";
import { defaultSettings, type HoursSettings } from "#domain/model/settings.ts";
import { serverError } from "../../../testing/fake-server.ts";
import { newMe } from "../../../testing/fixtures.ts";
import { changeElsewhere, serveSettings } from "../../../testing/serve-settings.ts";
import { HoursPage } from "./hours-page.tsx";

const page = openPage();

const { hours: HOURS } = defaultSettings("Tea House", 0);
const MONDAY = { day: 1, opens: 540, closes: 1_020 } as const;
const OPEN: HoursSettings = { ...HOURS, isAlwaysOpen: false, timeZone: "Europe/Berlin", week: [MONDAY] };

async function drawPage(hours: Partial<HoursSettings> = {}, role: "admin" | "agent" = "admin") {
  page.me = newMe({ role });
  const stored = serveSettings(page.server, { settings: { hours: { ...OPEN, ...hours } } });
  page.draw(<HoursPage />);
  await page.settle();
  return stored;
}

const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });

async function retype(name: string, text: string) {
  await page.user.clear(field(name));
  await page.user.type(field(name), text);
  await page.user.tab();
}

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
}

async function save() {
  await press("Save");
  await page.settle();
}

function saved(): readonly unknown[] {
  return page.server.inputs("settings.setHours");
}

test("who is always open sees no hours, and no page to save", async () => {
  await drawPage({ isAlwaysOpen: true });

  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
});

test("the first hours are nine to five on working days, in the browser's time zone", async () => {
  await drawPage({ ...HOURS });

  await page.user.click(screen.getByRole("switch", { name: "Always open" }));
  await save();

  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(saved()).toEqual([{ ...HOURS, isAlwaysOpen: false, timeZone }]);
});

test("a zone that was chosen stays when hours are turned on again", async () => {
  await drawPage({ isAlwaysOpen: true });

  await page.user.click(screen.getByRole("switch", { name: "Always open" }));

  expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Time zone" }).value).toBe("Europe/Berlin");
});

test("times are saved as they are read, several on a day", async () => {
  await drawPage();

  await retype("Monday closes", "12.30");
  await press("Add hours on Monday");
  await retype("Monday 2 opens", "2pm");
  await retype("Monday 2 closes", "1800");
  expect([field("Monday closes").value, field("Monday 2 opens").value]).toEqual(["12:30", "14:00"]);
  await save();

  expect(saved()).toEqual([
    {
      ...OPEN,
      week: [
        { ...MONDAY, closes: 750 },
        { day: 1, opens: 840, closes: 1_080 },
      ],
    },
  ]);
});

test("hours that overlap are not saved, and the row says which others", async () => {
  await drawPage();

  await press("Add hours on Monday");
  await retype("Monday 2 opens", "16:00");
  await retype("Monday 2 closes", "18:00");
  await save();

  expect(screen.getByRole("alert").textContent).toBe(
    "These hours overlap 9:00 to 17:00. Change one of them.",
  );
  expect(field("Monday 2 opens").getAttribute("aria-invalid")).toBe("true");
  expect(saved()).toEqual([]);

  await retype("Monday 2 opens", "17:00");
  expect(screen.queryByRole("alert")).toBeNull();
  await save();
  expect(saved()).toHaveLength(1);
});

test("a night that overlaps the next morning names the day", async () => {
  await drawPage({ week: [{ day: 7, opens: 1_320, closes: 120 }] });

  await press("Add hours on Monday");
  await retype("Monday opens", "1:00");
  await save();

  expect(screen.getByRole("alert").textContent).toContain("overlap Sunday 22:00 to 2:00.");
});

test("a text that is no time is not saved", async () => {
  await drawPage();

  await retype("Monday closes", "late");
  await save();

  expect(screen.getByRole("alert").textContent).toBe("Enter two times, such as 9:00 and 17:30.");
  expect(saved()).toEqual([]);
});

test("a day without hours is closed, and Monday's are copied to the other working days", async () => {
  await drawPage();

  await press("Copy Monday to all working days");
  await press("Remove the hours of Wednesday");
  const days = screen.getAllByRole("listitem").filter((day) => within(day).queryByText("Closed") !== null);
  expect(days.map((day) => day.textContent?.match(/^[A-Z][a-z]+day/)?.[0])).toEqual([
    "Wednesday",
    "Saturday",
    "Sunday",
  ]);
  await save();

  expect(saved()).toEqual([{ ...OPEN, week: [1, 2, 4, 5].map((day) => ({ ...MONDAY, day })) }]);
});

test("days off have a date and a name, each date once", async () => {
  await drawPage({ daysOff: [{ date: "2026-12-25", name: "Christmas" }] });

  await press("Add day off");
  await save();
  expect(screen.getByRole("alert").textContent).toBe("Enter a date.");
  fireEvent.change(screen.getByLabelText("Date of day off 2"), { target: { value: "2026-12-25" } });
  expect(screen.getByRole("alert").textContent).toBe("This date is in the list already.");
  fireEvent.change(screen.getByLabelText("Date of day off 2"), { target: { value: "2027-01-01" } });
  expect(screen.getByRole("alert").textContent).toBe("Enter what the day is called.");
  await page.user.type(field("Name of day off 2"), "New Year");
  await press("Remove day off 1");
  await save();

  expect(saved()).toEqual([{ ...OPEN, daysOff: [{ date: "2027-01-01", name: "New Year" }] }]);
});

test("what happens outside the hours is chosen, and said", async () => {
  await drawPage();

  await page.user.click(screen.getByRole("radio", { name: "Take a message" }));
  expect(screen.getByText(/Customers leave a message/).textContent).toContain("No new chats are opened");
  await save();

  expect(saved()).toEqual([{ ...OPEN, outside: "message" }]);
});

test("the preview is by the company's clocks, and is read again when it is over", async () => {
  const stored = await drawPage();
  stored.view = { ...stored.view, opening: { isOpen: true, until: Date.now() + 60_000, thenUntil: null } };
  await changeElsewhere(page, stored, {});
  expect(screen.getByText(/^Open now/).textContent).toMatch(/today at 11:01\sAM/);

  stored.view = { ...stored.view, opening: { isOpen: false, until: null, thenUntil: null } };
  await page.pass(60_000);
  await page.settle();

  expect(screen.getByText("Closed. No hours are set.")).toBeTruthy();
});

test("what was not saved can be discarded, or is kept with why", async () => {
  await drawPage();
  page.server.answers["settings.setHours"] = () => {
    throw serverError();
  };

  await retype("Monday opens", "8:00");
  await save();
  expect(screen.getByText("Not saved. Try again.")).toBeTruthy();
  expect(field("Monday opens").value).toBe("8:00");

  await press("Discard");
  expect(field("Monday opens").value).toBe("9:00");
});
