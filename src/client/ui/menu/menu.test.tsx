import { openPage, PHONE } from "../../testing/page.tsx";
import { stub } from "../../testing/stub.ts";
import { beforeEach, expect, type Mock, mock, test } from "bun:test";
import { fireEvent, screen } from "@testing-library/react";
import { Check } from "lucide-react";
import { MenuItem } from "./menu-item.tsx";
import { Menu } from "./menu.tsx";

const page = openPage();

let onRename: Mock<() => void>;
let onOuterKey: Mock<(key: string) => void>;

beforeEach(() => {
  onRename = mock(() => {});
  onOuterKey = mock((_key: string) => {});
  page.draw(
    <div role="presentation" onKeyDown={(event) => onOuterKey(event.key)}>
      <Menu label="More" trigger="…">
        <MenuItem icon={Check} onSelect={onRename}>
          Rename
        </MenuItem>
        <MenuItem icon={Check} isOn onSelect={() => {}}>
          Sound
        </MenuItem>
        <MenuItem icon={Check} href="/demo">
          Demo
        </MenuItem>
      </Menu>
      <button type="button">After</button>
    </div>,
  );
});

function trigger() {
  return screen.getByRole("button", { name: "More" });
}

function focused() {
  return document.activeElement?.textContent;
}

async function open() {
  await page.user.click(trigger());
  return screen.getByRole("menu", { name: "More" });
}

test("the button opens the menu on its first item and closes it again", async () => {
  expect(trigger().getAttribute("aria-expanded")).toBe("false");
  expect(screen.queryByRole("menu")).toBeNull();

  await open();
  expect(trigger().getAttribute("aria-expanded")).toBe("true");
  expect(focused()).toBe("Rename");

  await page.user.click(trigger());
  expect(screen.queryByRole("menu")).toBeNull();
});

test("arrows go round, Home and End to the ends", async () => {
  await open();

  for (const [key, item] of [
    ["{ArrowDown}", "Sound"],
    ["{ArrowDown}", "Demo"],
    ["{ArrowDown}", "Rename"],
    ["{ArrowUp}", "Demo"],
    ["{ArrowUp}", "Sound"],
    ["{Home}", "Rename"],
    ["{End}", "Demo"],
  ] as const) {
    await page.user.keyboard(key);
    expect(focused()).toBe(item);
  }
});

test("Escape closes it, gives the focus back, and is not heard around the menu", async () => {
  await open();

  await page.user.keyboard("{Escape}");

  expect(screen.queryByRole("menu")).toBeNull();
  expect(document.activeElement).toBe(trigger());
  expect(onOuterKey).not.toHaveBeenCalled();
});

test("while it is closed, keys are left to what is around", async () => {
  trigger().focus();

  await page.user.keyboard("{Escape}");

  expect(onOuterKey.mock.calls).toEqual([["Escape"]]);
});

test("Tab closes it and goes on from the button", async () => {
  await open();

  await page.user.tab();

  expect(screen.queryByRole("menu")).toBeNull();
});

test("Tab closes it also where nothing else takes the focus", async () => {
  await open();

  fireEvent.keyDown(screen.getByRole("menuitem", { name: "Rename" }), { key: "Tab" });

  expect(screen.queryByRole("menu")).toBeNull();
});

test("it closes when the focus goes elsewhere", async () => {
  await open();

  await page.user.click(screen.getByRole("button", { name: "After" }));

  expect(screen.queryByRole("menu")).toBeNull();
});

test("a choice closes the menu and gives the focus back before it is carried out", async () => {
  await open();
  let focusedThen: Element | null = null;
  onRename.mockImplementation(() => {
    focusedThen = document.activeElement;
  });

  await page.user.click(screen.getByRole("menuitem", { name: "Rename" }));

  expect(onRename).toHaveBeenCalledTimes(1);
  expect(focusedThen as Element | null).toBe(trigger());
  expect(screen.queryByRole("menu")).toBeNull();
});

test("an item that is on or off says which", async () => {
  await open();

  expect(screen.getByRole("menuitemcheckbox", { name: "Sound", checked: true })).toBeDefined();
});

test("an item that leads somewhere opens a tab of its own", async () => {
  await open();

  const item = screen.getByRole("menuitem", { name: "Demo" });
  expect(item.getAttribute("href")).toBe("/demo");
  expect(item.getAttribute("target")).toBe("_blank");
});

test.each([
  { left: -41, right: 357, shift: "45px" },
  { left: 200, right: 420, shift: "-34px" },
  { left: 50, right: 250, shift: "" },
  { left: 10, right: 500, shift: "-6px" },
])("a menu from $left to $right px on a phone opens inside the window", async ({ left, right, shift }) => {
  page.resize(PHONE);
  stub(Element.prototype, "getBoundingClientRect", () => ({ left, right }));
  const menu = await open();

  expect(menu.style.translate).toBe(shift);
});
