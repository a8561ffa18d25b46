import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import { serveSettings } from "../../../testing/serve-settings.ts";
import { CapacityField } from "./capacity-field.tsx";

const page = openPage();

beforeEach(() => {
  serveSettings(page.server);
});

function drawField(capacity: number, disabled = false) {
  page.draw(<CapacityField capacity={capacity} disabled={disabled} />);
}

function button(name: "Fewer chats per agent" | "More chats per agent") {
  return screen.getByRole<HTMLButtonElement>("button", { name });
}

function field() {
  return screen.getByRole<HTMLInputElement>("spinbutton", { name: "Most chats per agent at once" });
}

test("one more and one fewer are saved at once", async () => {
  drawField(4);

  await page.user.click(button("More chats per agent"));
  expect(field().value).toBe("5");
  await page.user.click(button("Fewer chats per agent"));
  await page.user.click(button("Fewer chats per agent"));
  await page.settle();

  expect(page.server.inputs("settings.setAssigning")).toEqual([
    { capacity: 5 },
    { capacity: 4 },
    { capacity: 3 },
  ]);
});

test("there are no fewer than one", () => {
  drawField(1);

  expect(button("Fewer chats per agent").disabled).toBe(true);
  expect(button("More chats per agent").disabled).toBe(false);
});

test("there are no more than fifty", () => {
  drawField(50);

  expect(button("Fewer chats per agent").disabled).toBe(false);
  expect(button("More chats per agent").disabled).toBe(true);
});

test("a typed number is saved once it stands", async () => {
  drawField(4);

  await page.user.clear(field());
  await page.user.type(field(), "12");
  await page.pass(1_000);

  expect(page.server.inputs("settings.setAssigning")).toEqual([{ capacity: 12 }]);
});

test("a number out of bounds is not saved and says what fits", async () => {
  drawField(4);

  await page.user.clear(field());
  await page.user.type(field(), "51");
  await page.pass(1_000);

  expect(screen.getByRole("alert").textContent).toBe("A whole number from 1 to 50.");
  expect(page.server.inputs("settings.setAssigning")).toEqual([]);
});

test("who may not change it can do none of it", () => {
  drawField(4, true);

  expect(field().disabled).toBe(true);
  expect(button("Fewer chats per agent").disabled).toBe(true);
  expect(button("More chats per agent").disabled).toBe(true);
});
