import { expect, type Locator } from "playwright/test";
import { messageIn } from "../support/widget-page.ts";
import { test } from "../support/testbed.ts";

const LONG_NAME = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis";
const LONG_WORD = "x".repeat(300);
/** One letter with more marks than any script puts on it: no line can break inside. */
const MARKED = `\u0E01${"\u0E34\u0E48".repeat(60)}`;
const DESKTOP = { width: 1440, height: 900 };

test("each fault stands at its own field, and an address of any script opens a chat", async ({ testbed }) => {
  await testbed.answerWith("agents");
  const { dialog, name, email, start, message, open } = await testbed.widgetPage();
  await open();
  await name.fill("\u200B\u3164");
  await email.fill("jana@bücher.example.");
  await start.click();
  await expect(name).toHaveAccessibleDescription("Enter your name");
  await expect(email).not.toHaveAttribute("aria-invalid", "true");

  await name.fill(`${"J".repeat(79)}😀`);
  await expect(dialog.getByText("Shorten your name", { exact: true })).toBeVisible();
  await name.fill("Jana 😀");
  await start.click();
  await expect(message).toBeFocused();

  const inbox = await testbed.inboxPage(testbed.ana);
  await inbox.row("Jana 😀").click();
  await expect(inbox.lane("Jana 😀").region.getByText("jana@bücher.example", { exact: true })).toBeVisible();
});

test("what a customer types reads as typed on both sides, and nothing is sent that nobody sees", async ({
  testbed,
}) => {
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana);
  const widget = await testbed.widgetPage();
  await widget.startChat();
  const typed = [
    "88734. my order number",
    "- 5 Grad",
    "```npm i``` then **npm t**",
    "see https://a.example/?f[]=1。",
  ];
  for (const text of ["\u200B", ...typed]) await widget.send(text);
  await inbox.row("Maria Lopez").click();

  const { log } = inbox.lane("Maria Lopez");
  for (const text of typed) {
    await expect(widget.log.getByText(text, { exact: true })).toBeVisible();
    await expect(log.getByText(text, { exact: true })).toBeVisible();
  }
  await expect(log.getByRole("link")).toHaveAttribute("href", "https://a.example/?f[]=1");
  const { cards } = await testbed.ana.api.agent.inbox.query({});
  expect(cards.map(({ session }) => session.customerMessages)).toEqual([typed.length]);
});

test("nothing is wider than its lane, whatever a customer is called and writes", async ({ testbed }) => {
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana);
  await inbox.page.setViewportSize(DESKTOP);
  for (const name of [LONG_NAME, `Ada ${LONG_NAME.slice(0, 50)}`, LONG_NAME.toUpperCase()]) {
    const customer = await testbed.customer(name);
    await customer.send(`${LONG_WORD} \n\`\`\`\n${LONG_WORD}\n\`\`\``);
    await customer.send(MARKED);
    await inbox.row(name).first().click();
    const lane = inbox.lane(name);
    await expect(messageIn(lane.log, LONG_WORD.slice(0, 50)).first()).toBeVisible();
  }
  for (const lane of await inbox.page.getByRole("region", { name: /^Chat with/ }).all()) {
    await expect(lane.getByRole("button", { name: "Send", exact: true })).toBeVisible();
    expect(await outside(lane)).toEqual([]);
    const log = lane.getByRole("log");
    expect(await log.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  }
  expect(await outside(inbox.page.locator("body"))).toEqual([]);

  const { reply, log } = inbox.lane(LONG_NAME);
  await reply.fill(`\`\`\`\n${LONG_WORD}\n\`\`\``);
  await reply.press("Enter");
  const block = log.locator("pre");
  await expect(block).toHaveAttribute("tabindex", "0");
  await block.focus();
  await inbox.page.keyboard.press("ArrowRight");
  await expect.poll(() => block.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
});

/** The texts of the elements that reach out of an element at its sides, unless something above them scrolls or cuts. */
async function outside(element: Locator): Promise<string[]> {
  return element.evaluate((root) => {
    const edges = root.getBoundingClientRect();
    const isCut = (inner: Element) => {
      for (
        let at: Element | null = inner.parentElement;
        at !== null && root.contains(at);
        at = at.parentElement
      )
        if (getComputedStyle(at).overflowX !== "visible") return true;
      return false;
    };
    return [...root.querySelectorAll("*")]
      .filter((inner) => {
        const { left, right, width } = inner.getBoundingClientRect();
        return width > 1 && (right > edges.right + 1 || left < edges.left - 1) && !isCut(inner);
      })
      .map((inner) => `${inner.tagName} ${inner.textContent.slice(0, 40)}`);
  });
}
