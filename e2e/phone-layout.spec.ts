import { expect } from "playwright/test";
import { plainPage } from "./support/embedding-site.ts";
import { messageIn } from "./support/widget-page.ts";
import { test } from "./support/testbed.ts";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test("on a phone the chat takes the whole screen, the bubble is hidden, and the page behind is inert", async ({
  testbed,
}) => {
  const widget = await testbed.widgetPage(undefined, PHONE);
  await widget.bubble.tap();
  await expect(widget.dialog).toBeVisible();
  await expect(widget.dialog).toHaveAttribute("aria-modal", "true");
  await expect(widget.dialog.getByRole("heading", { name: "Fern & Kettle", exact: true })).toBeFocused();
  await expect(widget.page.getByRole("button", { name: "Open chat" })).toHaveCount(0);
  const frame = widget.page.locator('iframe[title="Chat"]');
  await expect.poll(() => frame.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  // The field of the page behind takes no focus, and nothing was changed on the page for that.
  const search = widget.page.locator("input[name=q]");
  await search.evaluate((field: HTMLElement) => field.focus());
  await expect(search).not.toBeFocused();
  await expect(widget.page.locator("body, html").and(widget.page.locator("[inert], [style]"))).toHaveCount(0);

  await widget.name.fill("Maria Lopez");
  await widget.email.fill("maria@example.com");
  await widget.start.tap();
  await widget.message.fill("What is Switchboard?");
  await widget.button("Send").tap();
  await expect(messageIn(widget.log, /pass your question on/)).toBeInViewport();
  await expect(widget.message).toBeInViewport();
  expect(await widget.message.evaluate((element) => getComputedStyle(element).fontSize)).toBe("16px");

  await widget.button("Close chat").tap();
  await expect(widget.dialog).toBeHidden();
  await expect(widget.bubble).toBeVisible();
  await search.focus();
  await expect(search).toBeFocused();
});

test("on a phone in landscape the messages and the text box are both visible", async ({ testbed }) => {
  const widget = await testbed.widgetPage(undefined, { ...PHONE, viewport: { width: 844, height: 390 } });
  await widget.startChat();
  await widget.send("What is Switchboard?");
  await widget.button("Send").tap();
  await expect(messageIn(widget.log, /pass your question on/)).toBeVisible();
  await expect(widget.message).toBeInViewport();
});

test("an agent on a phone goes from the list to a chat, to the next one, and back", async ({ testbed }) => {
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana, "/inbox", PHONE);
  const maria = await testbed.customer("Maria Lopez");
  await maria.send("Hello?");
  const jo = await testbed.customer("Jo Winters");
  await jo.send("Hi");
  await inbox.row("Maria Lopez").tap();
  await expect(inbox.lane("Maria Lopez").region).toBeVisible();
  await expect(inbox.chats).toBeHidden();
  await inbox.lane("Maria Lopez").reply.fill("Good morning");
  await inbox.lane("Maria Lopez").button("Send").tap();
  await expect(messageIn(inbox.lane("Maria Lopez").log, "Good morning")).toBeVisible();
  await inbox.page.getByRole("button", { name: "Next chat", exact: true }).tap();
  await expect(inbox.lane("Jo Winters").region).toBeVisible();
  await inbox.lane("Jo Winters").button("Back to the list").tap();
  await inbox.row("Maria Lopez").tap();
  await expect(inbox.lane("Maria Lopez").region).toBeVisible();
  expect(await inbox.page.getByText("to make room").count()).toBe(0);
  const tooWide = await inbox.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(tooWide).toBe(false);
});

test("on a right-to-left page the bubble is on the left, and nothing is cut off", async ({ testbed }) => {
  const embed = { chatUrl: testbed.url, widgetKey: testbed.widgetKey };
  const widget = await testbed.widgetPage(plainPage(embed, { dir: "rtl" }), {
    viewport: { width: 1200, height: 800 },
  });
  await widget.startChat("Noa");
  await widget.send("שלום!");
  await widget.send("What is Switchboard?");
  await expect(messageIn(widget.log, /pass your question on/)).toBeVisible();
  const bubble = await widget.bubble.boundingBox();
  const frame = await widget.page.locator('iframe[title="Chat"]').boundingBox();
  expect(bubble?.x).toBeLessThan(100);
  expect(frame?.x).toBeGreaterThanOrEqual(0);
});
