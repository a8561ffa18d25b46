import { randomUUID } from "node:crypto";
import { streamsText, startBotServer } from "#server/bots/testing/fake-bot-server.ts";
import { type WidgetPage, widgetPage } from "../../e2e/support/widget-page.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Payload } from "./payloads.ts";
import { openAgentApp, expectShown, inGroups, type XssRun } from "./xss-run.ts";
import { botForm } from "../../e2e/support/bot-form.ts";

/** So many are said in one chat, by each of three: what an agent's screen draws at once. */
const PER_CHAT = 20;
/** Chats at a time. */
const TOGETHER = 3;
const IN_WIDGET = "messages of all three shown live in the widget";
const AGAIN = "messages of all three shown after a reload";
const IN_APP = "messages of all three shown in the app";

/**
 * Every payload said by a visitor, by a chatbot and by an agent, shown in the widget as it comes and after a reload, and
 * in the agents' app.
 */
export async function tryInMessages(run: XssRun): Promise<void> {
  const { ledger: findings, payloads, company: organization } = run;
  for (const what of [IN_WIDGET, AGAIN, IN_APP]) findings.plan(what, payloads.length);
  // A chatbot in somebody's hand: it says again all that it is told.
  await using bot = await startBotServer(({ body }) => streamsText(...wordsOfCustomer(body?.messages ?? [])));
  await organization.ana.api.settings.setChatbot.mutate(
    botForm({ url: bot.url, model: "tea-1", instructions: "", usesKnowledge: false }),
  );
  const waiting = inGroups(payloads, PER_CHAT).map((said, at) => ({ said, name: `Visitor ${at} end` }));
  const talk = async () => {
    for (let chat = waiting.shift(); chat !== undefined; chat = waiting.shift()) await playChat(run, chat);
  };
  await Promise.all(Array.from({ length: TOGETHER }, talk));
}

function wordsOfCustomer(messages: readonly { role: string; content: string }[]): string[] {
  return messages.filter(({ role }) => role === "user").map(({ content }) => `${content}\n\n`);
}

async function playChat(run: XssRun, { said, name }: { said: readonly Payload[]; name: string }) {
  const { company: organization, browser } = run;
  const page = await browser.page();
  await page.goto(`${organization.url}/demo?widget=${organization.widgetKey}`);
  const widget = widgetPage(page);
  await widget.startChat(name);
  await speakToBot(widget, said);
  const { sessionId, customerId } = await findChat(run, name);
  for (const { text } of said)
    await organization.ana.api.message.reply.mutate({ sessionId, clientId: randomUUID(), text });
  await expectShown(run, page, { what: IN_WIDGET, payloads: said, times: 3 });
  await page.reload();
  await widget.open();
  await expectShown(run, page, { what: AGAIN, payloads: said, times: 3 });
  await page.context().close();

  const app = await openAgentApp(run, `/inbox/${customerId}`);
  await expectShown(run, app, { what: IN_APP, payloads: said, times: 3 });
  await app.context().close();
}

/** As fast as they go: the chatbot answers what has come meanwhile together. */
async function speakToBot(widget: WidgetPage, said: readonly Payload[]): Promise<void> {
  for (const { text } of said) await widget.send(text);
  const missing = new Set(said.map(({ mark }) => mark));
  const isAllThere = async () => {
    const shown = await widget.log.evaluate((log) => log.textContent);
    for (const mark of missing) if (shown.split(mark).length > 2) missing.delete(mark);
    return missing.size === 0;
  };
  await waitUntil("the chatbot has said all of it again", isAllThere).catch((error: unknown) => {
    throw new Error(`not said again: ${[...missing].join(", ")}`, { cause: error });
  });
}

async function findChat({ company: { ana } }: XssRun, name: string) {
  const { cards } = await ana.api.agent.inbox.query({});
  const card = cards.find(({ customer }) => customer.name === name);
  if (card === undefined) throw new Error(`${name} is not in the inbox`);
  return { sessionId: card.session.id, customerId: card.customer.id };
}
