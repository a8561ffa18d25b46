import { expect } from "playwright/test";
import { hostilePage, plainPage, scriptTag, strictPage } from "../support/embedding-site.ts";
import { messageIn, widgetPage } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

test.describe("a customer on another origin", () => {
  test("can chat with a strict Content-Security-Policy and trusted types, without violations", async ({
    testbed,
  }) => {
    const widget = await testbed.widgetPage(
      strictPage({ chatUrl: testbed.url, widgetKey: testbed.widgetKey }),
    );
    const consoleErrors: string[] = [];
    widget.page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) consoleErrors.push(message.text());
    });
    await widget.startChat();
    await widget.send("What is Switchboard?");
    await expect(messageIn(widget.log, /pass your question on/)).toBeVisible();
    await expect(widget.bubble).toHaveCSS("background-color", "rgb(3, 108, 117)");
    expect(await widget.page.evaluate("window.violations")).toEqual([]);
    expect(consoleErrors).toEqual([]);
  });

  test("can chat on a page with hostile styles and scripts, which gets no key events", async ({
    testbed,
  }) => {
    const widget = await testbed.widgetPage(
      hostilePage({ chatUrl: testbed.url, widgetKey: testbed.widgetKey }),
    );
    const box = await widget.bubble.boundingBox();
    expect(box?.width).toBeCloseTo(56, 0);
    expect(box?.height).toBeCloseTo(56, 0);
    await widget.open();
    await widget.name.pressSequentially("Maria Lopez");
    await widget.email.pressSequentially("maria@example.com");
    await widget.email.press("Enter");
    await widget.message.pressSequentially("My secret words");
    await widget.message.press("Enter");
    await expect(messageIn(widget.log, "My secret words")).toContainText("Sent");

    expect(await widget.page.evaluate("window.recorded")).toEqual([]);
    expect(
      await widget.page.evaluate("JSON.stringify((window.roots ?? []).map((root) => root.textContent))"),
    ).not.toContain("secret");
    await expect(widget.message).toHaveCSS("text-transform", "none");
    await expect(widget.message).toHaveCSS("font-size", "16px");
    const frame = await widget.page.locator('iframe[title="Chat"]').boundingBox();
    expect(frame?.width).toBeGreaterThan(350);
  });

  test("sees one bubble on a page that has the script twice, or loads it late", async ({ testbed }) => {
    const embed = { chatUrl: testbed.url, widgetKey: testbed.widgetKey };
    const twice = await testbed.widgetPage(plainPage(embed, { script: scriptTag(embed) + scriptTag(embed) }));
    await expect(twice.bubble).toHaveCount(1);
    await twice.open();
    await expect(twice.page.locator("iframe")).toHaveCount(1);

    const late = await testbed.widgetPage(plainPage(embed, { script: "" }));
    await late.page.evaluate(({ chatUrl, widgetKey }) => {
      const script = document.createElement("script");
      script.src = `${chatUrl}/widget.js`;
      script.dataset["widget"] = widgetKey;
      document.head.append(script);
    }, embed);
    await late.startChat();

    const early = await testbed.widgetPage({
      html: `<!doctype html><html lang="en"><head><title>Early</title>${scriptTag(embed).replace(" async", "")}</head><body><main><h1>Early</h1></main></body></html>`,
    });
    await early.startChat();
  });

  test("keeps the chat when the page replaces its body", async ({ testbed }) => {
    const widget = await testbed.widgetPage();
    await widget.startChat();
    await widget.page.evaluate(() => document.body.replaceWith(document.createElement("body")));
    await expect(widget.bubble).toBeVisible();
  });

  test("can open the chat with a button of the page, or at its own address", async ({ testbed }) => {
    const { page, dialog, name } = await testbed.widgetPage();
    await page.evaluate("window.ChatWidget.open()");
    await expect(dialog).toBeVisible();
    await expect(name).toBeFocused();

    await page.goto(`${testbed.url}/chat/${testbed.widgetKey}`);
    const own = page.getByRole("dialog", { name: "Chat with Fern & Kettle", exact: true });
    await own.getByRole("textbox", { name: "Your name", exact: true }).fill("Jo");
    await own.getByRole("textbox", { name: "Email", exact: true }).fill("jo@example.com");
    await own.getByRole("button", { name: "Start chat", exact: true }).click();
    await expect(own.getByRole("textbox", { name: "Message", exact: true })).toBeFocused();
  });

  test("can chat if the browser blocks storage in the frame", async ({ testbed, browser }) => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      if (window === top) return;
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    });
    testbed.embeddingSite.put("/", plainPage({ chatUrl: testbed.url, widgetKey: testbed.widgetKey }));
    const widget = widgetPage(await context.newPage());
    await widget.page.goto(testbed.embeddingSite.origin);
    await widget.startChat();
    await widget.send("Anybody there?");
    await expect(messageIn(widget.log, "Anybody there?")).toContainText("Sent");
    await context.close();
  });
});
