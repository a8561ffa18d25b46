import { randomUUID } from "node:crypto";
import { speaks, startBotServer } from "#server/bots/testing/fake-bot-server.ts";
import { type Widget, widgetOn } from "../../e2e/support/widget-page.ts";
import { until } from "../support/wait-until.ts";
import type { Payload } from "./payloads.ts";
import { appOf, expectShown, inGroups, type Scene } from "./xss-run.ts";

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
export async function playMessages(scene: Scene): Promise<void> {
  const { ledger, payloads, company } = scene;
  for (const what of [IN_WIDGET, AGAIN, IN_APP]) ledger.plan(what, payloads.length);
  // A chatbot in somebody's hand: it says again all that it is told.
  await using bot = await startBotServer(({ body }) => speaks(...wordsOfCustomer(body?.messages ?? [])));
  await company.ana.api.settings.setChatbot.mutate({ ...CHATBOT, url: bot.url });
  const waiting = inGroups(payloads, PER_CHAT).map((said, at) => ({ said, name: `Visitor ${at} end` }));
  const talk = async () => {
    for (let chat = waiting.shift(); chat !== undefined; chat = waiting.shift()) await playChat(scene, chat);
  };
  await Promise.all(Array.from({ length: TOGETHER }, talk));
}

function wordsOfCustomer(messages: readonly { role: string; content: string }[]): string[] {
  return messages.filter(({ role }) => role === "user").map(({ content }) => `${content}\n\n`);
}

const CHATBOT = {
  model: "tea-1",
  instructions: "",
  timeoutMs: 20_000,
  name: "Chatbot",
  usesKnowledge: false,
  token: null,
};

async function playChat(scene: Scene, { said, name }: { said: readonly Payload[]; name: string }) {
  const { company, browser } = scene;
  const page = await browser.page();
  await page.goto(`${company.url}/demo?widget=${company.widgetKey}`);
  const widget = widgetOn(page);
  await widget.begin(name);
  await speakToBot(widget, said);
  const { sessionId, customerId } = await findChat(scene, name);
  for (const { text } of said)
    await company.ana.api.message.reply.mutate({ sessionId, clientId: randomUUID(), text });
  await expectShown(scene, page, { what: IN_WIDGET, payloads: said, times: 3 });
  await page.reload();
  await widget.open();
  await expectShown(scene, page, { what: AGAIN, payloads: said, times: 3 });
  await page.context().close();

  const app = await appOf(scene, `/inbox/${customerId}`);
  await expectShown(scene, app, { what: IN_APP, payloads: said, times: 3 });
  await app.context().close();
}

/** As fast as they go: the chatbot answers what has come meanwhile together. */
async function speakToBot(widget: Widget, said: readonly Payload[]): Promise<void> {
  for (const { text } of said) await widget.say(text);
  const missing = new Set(said.map(({ mark }) => mark));
  const isAllThere = async () => {
    const shown = await widget.log.evaluate((log) => log.textContent);
    for (const mark of missing) if (shown.split(mark).length > 2) missing.delete(mark);
    return missing.size === 0;
  };
  await until("the chatbot has said all of it again", isAllThere).catch((error: unknown) => {
    throw new Error(`not said again: ${[...missing].join(", ")}`, { cause: error });
  });
}

async function findChat({ company: { ana } }: Scene, name: string) {
  const { cards } = await ana.api.agent.inbox.query({});
  const card = cards.find(({ customer }) => customer.name === name);
  if (card === undefined) throw new Error(`${name} is not in the inbox`);
  return { sessionId: card.session.id, customerId: card.customer.id };
}
