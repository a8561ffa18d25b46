import { randomUUID } from "node:crypto";
import { expect } from "playwright/test";
import { startConversation } from "../support/start-conversation.ts";
import { messageIn } from "../support/widget-page.ts";
import { test, type Testbed } from "../support/testbed.ts";

/** Three pages and a half. */
const MESSAGES = 350;

test.describe("a chat of several hundred messages", () => {
  test("is read back to its first message in the widget, without a jump, and then takes a new one", async ({
    testbed,
  }) => {
    test.slow();
    const { widget, lane } = await startConversation(testbed, "Line 0 of it");
    await fill(testbed);
    await widget.page.reload();
    await widget.open();
    const { log } = widget;
    const rows = log.getByRole("listitem");
    await expect(messageIn(log, `Line ${MESSAGES} of it`)).toBeInViewport();
    await expect(rows).toHaveCount(100);

    // By keyboard: the focus shows the button and what is before it, and Enter more of that.
    await widget.button("Show earlier messages").focus();
    await expect(rows).toHaveCount(200);
    await expect(messageIn(log, `Line ${MESSAGES - 99} of it`)).toBeInViewport();
    await expect(widget.dialog.getByRole("status").filter({ hasText: "Earlier messages" })).toBeAttached();
    await widget.button("Show earlier messages").press("Enter");
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(300);

    const { reached, worst } = await log.evaluate(scrollToStart);
    expect(reached).toBe(true);
    expect(worst).toBeLessThan(2);
    await expect(widget.button("Show earlier messages")).toHaveCount(0);
    await expect(log.getByText("A person answers")).toBeAttached();

    await lane.send("Here is a new one.");
    await widget.button("1 new message").click();
    await expect(messageIn(log, "Here is a new one.")).toBeInViewport();
    await expect(messageIn(lane.log, "Here is a new one.").getByText("Seen")).toBeVisible();
  });
});

/** Ana writes all further messages. */
async function fill({ ana }: Testbed): Promise<void> {
  const { cards } = await ana.api.agent.inbox.query({});
  const sessionId = cards[0]?.session.id ?? "ses_";
  for (let number = 1; number <= MESSAGES; number += 1) {
    const text = `Line ${number} of it. ${"More words. ".repeat(number % 9)}`;
    await ana.api.message.reply.mutate({ sessionId, clientId: randomUUID(), text });
  }
}

/**
 * Scrolls up a little in each frame until the first message is visible.
 *
 * @returns the largest unexpected movement of a message in a frame, in px
 */
async function scrollToStart(log: Element): Promise<{ reached: boolean; worst: number }> {
  const scroller = log.parentElement ?? log;
  const items = () => [...log.querySelectorAll("li")];
  let worst = 0;
  for (let taken = 0; taken < 1_000; taken += 1) {
    const { top } = scroller.getBoundingClientRect();
    const first = items().find((item) => item.getBoundingClientRect().top >= top);
    const text = first?.textContent ?? "";
    const isWhole = items().some((item) => item.textContent.includes("Line 0 of it"));
    if (isWhole && scroller.scrollTop === 0) return { reached: true, worst };
    // What groups a row with the one before it may change with that, so compare where its bubble ends.
    const before = first?.getBoundingClientRect().bottom ?? 0;
    const from = scroller.scrollTop;
    scroller.scrollBy(0, -120);
    // Near the beginning there is less left to scroll than a step.
    const step = from - scroller.scrollTop;
    for (let frame = 0; frame < 2; frame += 1) await new Promise((done) => requestAnimationFrame(done));
    const name = /Line \d+ of it/.exec(text)?.[0] ?? "no line";
    const again = items().find((item) => item.textContent.includes(name));
    if (again !== undefined)
      worst = Math.max(worst, Math.abs(again.getBoundingClientRect().bottom - before - step));
  }
  return { reached: false, worst };
}
