import { randomUUID } from "node:crypto";
import { streamsText, startBotServer } from "#server/bots/testing/fake-bot-server.ts";
import { type WidgetPage, widgetPage } from "../../e2e/support/widget-page.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Payload } from "./payloads.ts";
import { openAgentApp, expectShown, inGroups, type XssContext } from "./xss-context.ts";
import { botSettingsInput } from "../../e2e/support/bot-settings-input.ts";

/** Payloads per chat, each sent by all three authors. An agent's screen renders this many at once. */
const PER_CHAT = 20;
/** Concurrent chats. */
const TOGETHER = 3;
const IN_WIDGET = "messages of all three shown live in the widget";
const AGAIN = "messages of all three shown after a reload";
const IN_APP = "messages of all three shown in the app";

/**
 * Tries every payload as a message of a customer, a bot and an agent. It is shown in the widget live and after a
 * reload, and in the agents' app.
 */
export async function tryInMessages(run: XssContext): Promise<void> {
  const { findings, payloads, organization } = run;
  for (const what of [IN_WIDGET, AGAIN, IN_APP]) findings.plan(what, payloads.length);
  // A bot under the attacker's control, which repeats the messages it receives.
  await using bot = await startBotServer(({ body }) =>
    streamsText(...customerMessages(body?.messages ?? [])),
  );
  await organization.ana.api.settings.setChatbot.mutate(
    botSettingsInput({ url: bot.url, model: "tea-1", instructions: "", usesKnowledge: false }),
  );
  const waiting = inGroups(payloads, PER_CHAT).map((group, at) => ({
    payloads: group,
    name: `Customer ${at} end`,
  }));
  const runChats = async () => {
    for (let chat = waiting.shift(); chat !== undefined; chat = waiting.shift()) await runChat(run, chat);
  };
  await Promise.all(Array.from({ length: TOGETHER }, runChats));
}

function customerMessages(messages: readonly { role: string; content: string }[]): string[] {
  return messages.filter(({ role }) => role === "user").map(({ content }) => `${content}\n\n`);
}

async function runChat(run: XssContext, { payloads, name }: { payloads: readonly Payload[]; name: string }) {
  const { organization, browser } = run;
  const page = await browser.page();
  await page.goto(`${organization.url}/demo?widget=${organization.widgetKey}`);
  const widget = widgetPage(page);
  await widget.startChat(name);
  await sendToBot(widget, payloads);
  const { sessionId, customerId } = await findChat(run, name);
  for (const { text } of payloads)
    await organization.ana.api.message.reply.mutate({ sessionId, clientId: randomUUID(), text });
  await expectShown(run, page, { what: IN_WIDGET, payloads, times: 3 });
  await page.reload();
  await widget.open();
  await expectShown(run, page, { what: AGAIN, payloads, times: 3 });
  await page.context().close();

  const app = await openAgentApp(run, `/inbox/${customerId}`);
  await expectShown(run, app, { what: IN_APP, payloads, times: 3 });
  await app.context().close();
}

/** Sends all payloads as fast as possible, so the bot answers several together. */
async function sendToBot(widget: WidgetPage, payloads: readonly Payload[]): Promise<void> {
  for (const { text } of payloads) await widget.send(text);
  const missing = new Set(payloads.map(({ mark }) => mark));
  const isComplete = async () => {
    const shown = await widget.log.evaluate((log) => log.textContent);
    for (const mark of missing) if (shown.split(mark).length > 2) missing.delete(mark);
    return missing.size === 0;
  };
  await waitUntil("the bot has repeated all messages", isComplete).catch((error: unknown) => {
    throw new Error(`not repeated: ${[...missing].join(", ")}`, { cause: error });
  });
}

async function findChat({ organization: { ana } }: XssContext, name: string) {
  const { cards } = await ana.api.agent.inbox.query({});
  const card = cards.find(({ customer }) => customer.name === name);
  if (card === undefined) throw new Error(`${name} is not in the inbox`);
  return { sessionId: card.session.id, customerId: card.customer.id };
}
