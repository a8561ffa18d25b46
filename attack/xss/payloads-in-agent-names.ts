import { randomUUID } from "node:crypto";
import { joinByInvitation } from "../../e2e/support/member-accounts.ts";
import { widgetPage } from "../../e2e/support/widget-page.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Payload } from "./payloads.ts";
import { openAgentApp, expectShown, inGroups, type XssContext } from "./xss-context.ts";

const NAME_MAX_LENGTH = 80;
const IN_TEAM = "agents' names shown to the team";
const IN_WIDGET = "agents' names shown in the widget";
const IN_LANE = "agents' names shown in a lane, as who holds the chat and as who writes";
/** Agents per chat. A lane first shows the last hundred entries, and each agent makes about three. */
const PER_CHAT = 20;

/**
 * Tries every payload as the name of an agent who takes a chat over and answers. It is shown in the customer's
 * widget, in the lane, and in the team list.
 */
export async function tryInAgentNames(run: XssContext): Promise<void> {
  const { organization, findings } = run;
  const payloads = run.payloads.filter(({ text }) => text.length <= NAME_MAX_LENGTH);
  for (const what of [IN_TEAM, IN_WIDGET, IN_LANE]) findings.plan(what, payloads.length);
  const { setWidget } = organization.ana.api.settings;
  await setWidget.mutate({ companyName: "Fern", greeting: "Hi", brandColour: "#036c75" });
  for (const [at, group] of inGroups(payloads, PER_CHAT).entries())
    await answerAs(run, group, `Team watcher ${at} end`);
  const team = await openAgentApp(run, "/settings/team");
  await expectShown(run, team, { what: IN_TEAM, payloads });
  await team.context().close();
}

/** Has an agent of each name answer one customer. */
async function answerAs(run: XssContext, payloads: readonly Payload[], customerName: string): Promise<void> {
  const { organization, browser } = run;
  const { ana, url } = organization;
  const page = await browser.page();
  await page.goto(`${url}/demo?widget=${organization.widgetKey}`);
  await widgetPage(page, "Fern").startChat(customerName);
  const { cards } = await ana.api.agent.inbox.query({});
  const card = cards.find(({ customer }) => customer.name === customerName);
  if (card === undefined) throw new Error("the customer is not in the inbox");
  const sessionId = card.session.id;
  for (const { mark, text } of payloads) {
    const agent = await joinByInvitation(url, ana, { name: text, email: `${mark}@team.example` });
    await agent.api.agent.takeOver.mutate({ sessionId });
    await agent.api.message.reply.mutate({ sessionId, clientId: randomUUID(), text: "Hi." });
  }
  await expectShown(run, page, { what: IN_WIDGET, payloads });
  await page.context().close();
  const lane = await openAgentApp(run, `/inbox/${card.customer.id}`);
  // Twice: in the timeline, not only in a list beside it.
  await waitUntil("every agent's name twice in the lane's entries", async () => {
    const text = await lane.getByRole("log").evaluate((log) => log.textContent);
    return payloads.every(({ mark }) => text.split(mark).length > 2);
  });
  await expectShown(run, lane, { what: IN_LANE, payloads });
  await lane.context().close();
}
