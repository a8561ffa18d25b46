/** `bun run screenshots`: takes the README's screenshots, from a Switchboard of its own. */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { chromium, type Page } from "playwright";
import { startTestbed, type Testbed } from "../e2e/support/testbed.ts";
import { messageIn, widgetPage } from "../e2e/support/widget-page.ts";
import { ensureBrowser } from "./browser/ensure-browser.ts";
import { findBrowser } from "./browser/find-browser.ts";
import { bunCommand, ROOT } from "./processes/bun-command.ts";

const FOLDER = resolve(ROOT, "docs/screenshots");
const DESK = { viewport: { width: 1440, height: 810 } };
const SHOP = { viewport: { width: 1120, height: 760 } };

const build = Bun.spawnSync(bunCommand("scripts/build.ts"), {
  cwd: ROOT,
  stdio: ["ignore", "inherit", "inherit"],
});
if (!build.success || !ensureBrowser()) process.exit(1);
mkdirSync(FOLDER, { recursive: true });

const browser = await chromium.launch({
  executablePath: findBrowser() ?? chromium.executablePath(),
  chromiumSandbox: process.getuid?.() !== 0,
  args: ["--disable-gpu", "--disable-quic", "--disable-features=Translate,HttpsUpgrades"],
});
try {
  await using testbed = await startTestbed(browser);
  await takeWidget(testbed);
  await takeInbox(testbed);
  await takeSwitch(testbed);
} finally {
  await browser.close();
}

/** Takes the start form and a chat with the built-in chatbot, on the demo shop. */
async function takeWidget(testbed: Testbed): Promise<void> {
  const context = await browser.newContext(SHOP);
  const page = await context.newPage();
  await page.goto(`${testbed.url}/demo`);
  await page.getByText("Demo controls", { exact: true }).click();
  const widget = widgetPage(page);
  await widget.open();
  await take(page, "form");
  await widget.name.fill("Maria Lopez");
  await widget.email.fill("maria@example.com");
  await widget.start.click();
  await widget.send("Can I return an opened bag of tea?");
  await messageIn(widget.log, "From: Returns and refunds").waitFor();
  await take(page, "widget");
  await context.close();
}

/** Takes the inbox with three customers side by side, one more in the queue, and others with the bot. */
async function takeInbox(testbed: Testbed): Promise<void> {
  for (const name of ["Sam Rivera", "Ines Costa"])
    await (await testbed.customer(name)).send("What does it cost?");
  const inbox = await testbed.inboxPage(testbed.ana, "/inbox", DESK);
  await inbox.page.getByRole("status", { name: "Connection", exact: true }).getByText("Connected").waitFor();
  const talks: [name: string, ...words: string[]][] = [
    [
      "Jo Winters",
      "Which kettle keeps 80 °C?",
      "The blue one, to the degree.",
      "Perfect, does it come in white?",
    ],
    ["Ken Adeyemi", "My parcel says delivered, but it is not here.", "I am sorry! Let me look into it."],
    ["Lea Roux", "Hi, can I return opened tea?"],
  ];
  await testbed.ana.api.settings.setAssigning.mutate({ capacity: talks.length });
  for (const [name, ...words] of talks) {
    const customer = await testbed.customer(name);
    await customer.api.session.askPerson.mutate({ sessionId: customer.sessionId });
    for (const [turn, text] of words.entries()) {
      if (turn % 2 === 0) await customer.send(text);
      else await inbox.lane(name).send(text);
      await messageIn(inbox.lane(name).log, text).waitFor();
    }
  }
  const waiting = await testbed.customer("Priya Shah");
  await waiting.api.session.askPerson.mutate({ sessionId: waiting.sessionId });
  await waiting.send("Good morning, is anybody there?");
  await inbox.row("Priya Shah", "Waiting").waitFor();
  await inbox.lane("Lea Roux").reply.fill("Hello Lea, yes: within 30 days, if");
  await take(inbox.page, "inbox");
}

async function takeSwitch(testbed: Testbed): Promise<void> {
  const settings = await testbed.inboxPage(testbed.ana, "/settings/answering", DESK);
  await settings.page.getByText("Agents keep their chats.").waitFor();
  await take(settings.page, "switch");
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: resolve(FOLDER, `${name}.png`), animations: "disabled", caret: "hide" });
  console.info(`docs/screenshots/${name}.png`);
}
