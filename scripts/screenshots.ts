/** Takes the pictures in the README from a Switchboard of its own: `bun run screenshots`. */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { chromium, type Page } from "playwright";
import { startWorld, type World } from "../e2e/support/testbed.ts";
import { messageIn, widgetOn } from "../e2e/support/widget-page.ts";
import { ensureBrowser } from "./browser/ensure-browser.ts";
import { findBrowser } from "./browser/find-browser.ts";
import { bun, ROOT } from "./processes/bun-command.ts";

const FOLDER = resolve(ROOT, "docs/screenshots");
const DESK = { viewport: { width: 1440, height: 810 } };
const SHOP = { viewport: { width: 1120, height: 760 } };

const build = Bun.spawnSync(bun("scripts/build.ts"), { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
if (!build.success || !ensureBrowser()) process.exit(1);
mkdirSync(FOLDER, { recursive: true });

const browser = await chromium.launch({
  executablePath: findBrowser() ?? chromium.executablePath(),
  chromiumSandbox: process.getuid?.() !== 0,
  args: ["--disable-gpu", "--disable-quic", "--disable-features=Translate,HttpsUpgrades"],
});
try {
  await using world = await startWorld(browser);
  await takeWidget(world);
  await takeInbox(world);
  await takeSwitch(world);
} finally {
  await browser.close();
}

/** The form, and a chat with the built-in chatbot, on the demo shop. */
async function takeWidget(world: World): Promise<void> {
  const context = await browser.newContext(SHOP);
  const page = await context.newPage();
  await page.goto(`${world.url}/demo`);
  await page.getByText("Demo controls", { exact: true }).click();
  const widget = widgetOn(page);
  await widget.open();
  await take(page, "form");
  await widget.name.fill("Maria Lopez");
  await widget.email.fill("maria@example.com");
  await widget.start.click();
  await widget.say("How do I invite my colleagues?");
  await messageIn(widget.log, "From: Inviting team mates").waitFor();
  await take(page, "widget");
  await context.close();
}

/** Three customers side by side, one more in line, others with the chatbot. */
async function takeInbox(world: World): Promise<void> {
  for (const name of ["Sam Rivera", "Ines Costa"])
    await (await world.visitor(name)).say("What does it cost?");
  const inbox = await world.app(world.ana, "/inbox", DESK);
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
  await world.ana.api.settings.setAssigning.mutate({ capacity: talks.length });
  for (const [name, ...words] of talks) {
    const visitor = await world.visitor(name);
    await visitor.api.session.askPerson.mutate({ sessionId: visitor.sessionId });
    for (const [turn, text] of words.entries()) {
      if (turn % 2 === 0) await visitor.say(text);
      else await inbox.lane(name).say(text);
      await messageIn(inbox.lane(name).log, text).waitFor();
    }
  }
  const waiting = await world.visitor("Priya Shah");
  await waiting.api.session.askPerson.mutate({ sessionId: waiting.sessionId });
  await waiting.say("Good morning, is anybody there?");
  await inbox.row("Priya Shah", "Waiting").waitFor();
  await inbox.lane("Lea Roux").reply.fill("Hello Lea, yes: within 30 days, if");
  await take(inbox.page, "inbox");
}

async function takeSwitch(world: World): Promise<void> {
  const settings = await world.app(world.ana, "/settings/answering", DESK);
  await settings.page.getByText("Agents keep their chats.").waitFor();
  await take(settings.page, "switch");
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: resolve(FOLDER, `${name}.png`), animations: "disabled", caret: "hide" });
  console.info(`docs/screenshots/${name}.png`);
}
