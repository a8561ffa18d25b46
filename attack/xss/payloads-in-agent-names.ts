import { randomUUID } from "node:crypto";
import { joinBy } from "../../e2e/support/api-client.ts";
import { widgetOn } from "../../e2e/support/widget-page.ts";
import { until } from "../support/wait-until.ts";
import type { Payload } from "./payloads.ts";
import { appOf, expectShown, inGroups, type Scene } from "./xss-run.ts";

const NAME_MAX_LENGTH = 80;
const IN_TEAM = "agents' names shown to the team";
const IN_WIDGET = "agents' names shown in the widget";
const IN_LANE = "agents' names shown in a lane, as who holds the chat and as who writes";
/** A lane begins with the last hundred things that happened; each agent does some three. */
const PER_CHAT = 20;

/**
 * Every payload as the name of an agent, who takes a chat over and answers: shown in the customer's widget and in the
 * lane, and at the end to the team.
 */
export async function playTeam(scene: Scene): Promise<void> {
  const { company, ledger } = scene;
  const payloads = scene.payloads.filter(({ text }) => text.length <= NAME_MAX_LENGTH);
  for (const what of [IN_TEAM, IN_WIDGET, IN_LANE]) ledger.plan(what, payloads.length);
  const { setWidget } = company.ana.api.settings;
  await setWidget.mutate({ companyName: "Fern", greeting: "Hi", brandColour: "#036c75" });
  for (const [at, group] of inGroups(payloads, PER_CHAT).entries())
    await answerAs(scene, group, `Team watcher ${at} end`);
  const team = await appOf(scene, "/settings/team");
  await expectShown(scene, team, { what: IN_TEAM, payloads });
  await team.context().close();
}

/** One customer, answered by an agent of each name. */
async function answerAs(scene: Scene, payloads: readonly Payload[], customerName: string): Promise<void> {
  const { company, browser } = scene;
  const { ana, url } = company;
  const page = await browser.page();
  await page.goto(`${url}/demo?widget=${company.widgetKey}`);
  await widgetOn(page, "Fern").begin(customerName);
  const { cards } = await ana.api.agent.inbox.query({});
  const card = cards.find(({ customer }) => customer.name === customerName);
  if (card === undefined) throw new Error("the customer is not in the inbox");
  const sessionId = card.session.id;
  for (const { mark, text } of payloads) {
    const agent = await joinBy(url, ana, { name: text, email: `${mark}@team.example` });
    await agent.api.agent.takeOver.mutate({ sessionId });
    await agent.api.message.reply.mutate({ sessionId, clientId: randomUUID(), text: "Hi." });
  }
  await expectShown(scene, page, { what: IN_WIDGET, payloads });
  await page.context().close();
  const lane = await appOf(scene, `/inbox/${card.customer.id}`);
  // In what was said, and not only in a list beside it.
  await until("every agent's name in the lane's own lines, twice", async () => {
    const said = await lane.getByRole("log").evaluate((log) => log.textContent);
    return payloads.every(({ mark }) => said.split(mark).length > 2);
  });
  await expectShown(scene, lane, { what: IN_LANE, payloads });
  await lane.context().close();
}
