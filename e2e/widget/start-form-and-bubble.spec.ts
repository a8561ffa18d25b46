import { expect } from "playwright/test";
import { plainPage } from "../support/embedding-site.ts";
import { messageIn, widgetPage } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

/** How long a person presses a button. The page renders again during that time. */
const PRESSED_FOR_MS = 100;

test.describe("the form", () => {
  test("appears without a session, and explains its errors", async ({ testbed }) => {
    const { form, name, email, start, message, open, dialog } = await testbed.widgetPage();
    await open();
    await expect(form).toBeVisible();
    await expect(name).toBeFocused();
    await expect(dialog.getByRole("heading", { name: "Fern & Kettle", exact: true })).toBeVisible();

    await start.click();
    await expect(dialog.getByText("Enter your name", { exact: true })).toBeVisible();
    await expect(dialog.getByText("Enter your email", { exact: true })).toBeVisible();
    await expect(name).toBeFocused();
    await expect(name).toHaveAttribute("aria-invalid", "true");
    await expect(name).toHaveAccessibleDescription("Enter your name");

    await name.fill("Maria Lopez");
    await email.fill("maria@");
    await email.press("Enter");
    await expect(dialog.getByText("Enter your name", { exact: true })).toHaveCount(0);
    await expect(email).toHaveAccessibleDescription("Enter an email address like name@example.com");
    await expect(email).toBeFocused();

    await email.fill("maria@example.com");
    await email.press("Enter");
    await expect(message).toBeFocused();
    await expect(form).toHaveCount(0);
  });

  test("takes the first press on Start chat, although an error text appears below the address", async ({
    testbed,
  }) => {
    const { name, email, start, dialog, open } = await testbed.widgetPage();
    await open();
    await email.fill("maria@");
    await start.click({ delay: PRESSED_FOR_MS });

    await expect(dialog.getByText("Enter your name", { exact: true })).toBeVisible();
    await expect(name).toBeFocused();
    const fault = dialog.getByText("Enter an email address like name@example.com", { exact: true });
    expect(await fault.evaluate(isIconBesideText), "the icon is beside the text").toBe(true);
  });

  test("does not appear with a session: the history is shown after a reload, in a second tab and after a restart", async ({
    testbed,
  }) => {
    await testbed.answerWith("agents");
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Can I return opened tea?");
    await expect(messageIn(widget.log, "Can I return opened tea?")).toContainText("Sent");

    await widget.page.reload();
    await widget.open();
    await expect(messageIn(widget.log, "Can I return opened tea?")).toBeVisible();
    await expect(widget.form).toHaveCount(0);

    const second = widgetPage(await widget.page.context().newPage());
    await second.page.goto(testbed.embeddingSite.origin);
    await second.open();
    await expect(messageIn(second.log, "Can I return opened tea?")).toBeVisible();

    await testbed.switchboard.stop();
    await testbed.switchboard.start();
    await second.page.reload();
    await second.open();
    await expect(messageIn(second.log, "Can I return opened tea?")).toBeVisible();
    await expect(second.form).toHaveCount(0);
  });

  test("is filled in after a chat has ended, and 'Not you?' clears it", async ({ testbed }) => {
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.button("More options").click();
    await widget.dialog.getByRole("menuitem", { name: "End chat", exact: true }).click();
    await widget.button("End chat").click();
    await expect(widget.dialog.getByRole("alert").filter({ hasText: "You ended the chat." })).toBeVisible();

    await widget.button("Start a new chat").click();
    await expect(widget.name).toHaveValue("Maria Lopez");
    await expect(widget.email).toHaveValue("maria.lopez@example.com");
    await expect(widget.start).toBeFocused();

    await widget.button("Not you?").click();
    await expect(widget.name).toHaveValue("");
    await expect(widget.email).toHaveValue("");
  });
});

test.describe("the bubble", () => {
  test("loads only the loader and its settings, and stores nothing, before the customer acts", async ({
    testbed,
    browser,
  }) => {
    const context = await browser.newContext();
    const requested: string[] = [];
    context.on("request", (request) => {
      if (request.url().startsWith(testbed.url)) requested.push(new URL(request.url()).pathname);
    });
    testbed.embeddingSite.put("/", plainPage({ chatUrl: testbed.url, widgetKey: testbed.widgetKey }));
    const fresh = await context.newPage();
    await fresh.goto(testbed.embeddingSite.origin);
    await expect(fresh.getByRole("button", { name: "Open chat", exact: true })).toBeVisible();
    await fresh.mouse.move(5, 5);
    // The loader might act when the page is idle, so wait for that.
    await fresh.evaluate(() => new Promise<void>((idle) => requestIdleCallback(() => idle())));

    expect(requested.toSorted()).toEqual(
      [`/widget.js`, `/widget/${testbed.widgetKey}/settings.json`].toSorted(),
    );
    await expect(fresh.locator("iframe")).toHaveCount(0);
    expect(await fresh.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual(
      [0, 0, ""],
    );
    expect((await context.storageState()).origins).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test("opens and closes with mouse, Enter and Space; the focus moves in and back", async ({ testbed }) => {
    const { page, bubble, dialog, name } = await testbed.widgetPage();
    await expect(bubble).toHaveAccessibleName("Open chat");
    await expect(bubble).toHaveAttribute("aria-expanded", "false");

    for (const press of [() => bubble.click(), () => bubble.press("Enter"), () => bubble.press("Space")]) {
      await press();
      await expect(dialog).toBeVisible();
      await expect(name).toBeFocused();
      await expect(bubble).toHaveAccessibleName("Close chat");
      await expect(bubble).toHaveAttribute("aria-expanded", "true");
      await press();
      await expect(dialog).toBeHidden();
      await expect(bubble).toBeFocused();
      await expect(bubble).toHaveAccessibleName("Open chat");
    }

    await bubble.press("Enter");
    await expect(name).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(bubble).toBeFocused();
  });

  test("keeps the typed text: in the form when closed, in the text box when closed and reloaded", async ({
    testbed,
  }) => {
    const { page, bubble, open, name, email, start, message } = await testbed.widgetPage();
    await open();
    await name.fill("Maria Lopez");
    await bubble.click();
    await bubble.click();
    await expect(name).toHaveValue("Maria Lopez");
    await email.fill("maria@example.com");
    await start.click();

    await message.fill("My parcel says");
    await bubble.click();
    await bubble.click();
    await expect(message).toHaveValue("My parcel says");
    await expect(message).toBeFocused();

    await page.reload();
    await open();
    await expect(message).toHaveValue("My parcel says");
  });

  test("shows the unread count and a preview when an answer arrives while it is closed", async ({
    testbed,
  }) => {
    await testbed.answerWith("agents");
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.send("Hello?");
    await expect(messageIn(widget.log, "Hello?")).toContainText("Sent");
    await widget.button("Minimise").click();
    await expect(widget.bubble).toBeFocused();

    const ana = await testbed.inboxPage(testbed.ana);
    await ana.row("Maria Lopez").click();
    await ana.lane("Maria Lopez").send("Good morning!");

    await expect(widget.bubble).toHaveAccessibleName(/^Open chat, \d unread message/);
    await expect(widget.page.getByRole("status").filter({ hasText: "Good morning!" })).toBeVisible();
    await widget.bubble.click();
    await expect(messageIn(widget.log, "Good morning!")).toBeVisible();
    await widget.bubble.click();
    await expect(widget.bubble).toHaveAccessibleName("Open chat");
  });
});

/** Whether the text of an element begins to the right of its icon. */
function isIconBesideText(element: HTMLElement): boolean {
  const text = document.createRange();
  text.selectNodeContents(element.lastChild ?? element);
  const icon = element.querySelector("svg")?.getBoundingClientRect();
  return icon !== undefined && text.getBoundingClientRect().left >= icon.right;
}
