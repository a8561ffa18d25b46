import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { serveChats } from "../../testing/serve-chats.ts";
import { refusal } from "../../testing/fake-server.ts";
import { newMe } from "../../testing/fixtures.ts";
import { openPage } from "../../testing/page.tsx";
import { AvailabilitySwitch } from "./availability-switch.tsx";

const page = openPage();

async function drawSwitch(available: boolean) {
  page.me = newMe({ available });
  serveChats(page, {});
  page.draw(<AvailabilitySwitch />);
  await page.settle();
}

const isOn = () => screen.getByRole("switch", { name: "Available" }).getAttribute("aria-checked");

describe("the switch “Available”", () => {
  test.each([
    [true, "On"],
    [false, "Away"],
  ])("says whether chats may be given to me: %p", async (available, word) => {
    await drawSwitch(available);

    expect(isOn()).toBe(`${available}`);
    expect(screen.getByText(word)).toBeDefined();
  });

  test.each([true, false])("turns from %p before the server has answered", async (available) => {
    await drawSwitch(available);
    page.server.answers["agent.setAvailable"] = () => new Promise(() => {});
    await page.user.click(screen.getByRole("switch"));
    await page.settle();

    expect(isOn()).toBe(`${!available}`);
    expect(page.server.inputs("agent.setAvailable")).toEqual([{ available: !available }]);
  });

  test("turns back when the server refuses", async () => {
    await drawSwitch(true);
    page.server.answers["agent.setAvailable"] = () => {
      throw refusal("member-unknown");
    };
    await page.user.click(screen.getByRole("switch"));
    await page.settle();

    expect(isOn()).toBe("true");
  });
});
