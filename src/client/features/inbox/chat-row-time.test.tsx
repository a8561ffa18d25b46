import { describe, expect, test } from "bun:test";
import { DAY, HOUR, MINUTE } from "#domain/model/instant.ts";
import { newCard } from "../../testing/chat-fixtures.ts";
import { NOW, openPage } from "../../testing/page.tsx";
import { ChatRowTime } from "./chat-row-time.tsx";

const page = openPage();

function waited(ms: number) {
  const card = newCard("Maria", { holder: { kind: "queue" }, queuedAt: NOW - ms });
  const { container } = page.draw(<ChatRowTime card={card} shelf="waiting" />);
  return container;
}

function lastSaid(ms: number) {
  const lastWords = { by: "customer", text: "Hello", at: NOW - ms } as const;
  return page.draw(<ChatRowTime card={newCard("Maria", { lastWords })} shelf="bot" />).container;
}

const look = (container: HTMLElement) => container.firstElementChild?.className;

describe("how long somebody has waited", () => {
  test("runs on by the second", async () => {
    const container = waited(5_000);
    expect(container.textContent).toBe("0:05");

    await page.pass(2_000);
    expect(container.textContent).toBe("0:07");
  });

  test("is marked from one minute on", () => {
    expect(look(waited(MINUTE - 1))).not.toContain("text-wait");
    expect(look(waited(MINUTE))).toContain("text-wait");
  });

  test("is late from two minutes on", () => {
    expect(waited(2 * MINUTE - 1).textContent).toBe("1:59");
    expect(waited(2 * MINUTE).textContent).toBe("Late 2:00");
  });
});

describe("how long ago something was said", () => {
  test.each([
    [MINUTE - 1, "now"],
    [MINUTE, "1 min"],
    [HOUR - 1, "59 min"],
    [HOUR, "9:00 AM"],
    [DAY, "Nov 28"],
  ])("%d ms ago is “%s”", (ms, words) => {
    expect(lastSaid(ms).textContent).toBe(words);
  });

  test("grows while it is looked at", async () => {
    const container = lastSaid(30_000);
    await page.pass(30_000);

    expect(container.textContent).toBe("1 min");
  });
});
