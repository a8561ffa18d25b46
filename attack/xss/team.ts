import { randomUUID } from "node:crypto";
import { joinBy } from "../../e2e/api.ts";
import { widgetOn } from "../../e2e/widget.ts";
import { appOf, expectShown, type Scene } from "./scene.ts";

const NAME_MAX_LENGTH = 80;
const IN_TEAM = "agents' names shown to the team";
const IN_WIDGET = "agents' names shown in the widget";
const IN_ONE_LANE = 20;
const IN_LANE = "agents' names shown in a lane";

/** Every payload as the name of an agent, who answers a customer: shown to the team, in the widget and in the lane. */
export async function playTeam(scene: Scene): Promise<void> {
  const { company, browser, ledger } = scene;
  const payloads = scene.payloads.filter(({ text }) => text.length <= NAME_MAX_LENGTH);
  // A lane begins with the last hundred things that happened.
  const inLane = payloads.slice(-IN_ONE_LANE);
  for (const what of [IN_TEAM, IN_WIDGET]) ledger.plan(what, payloads.length);
  ledger.plan(IN_LANE, inLane.length);
  const page = await browser.page();
  await page.goto(`${company.url}/demo?widget=${company.widgetKey}`);
  const widget = widgetOn(page, "Fern");
  const { ana } = company;
  await ana.api.settings.setWidget.mutate({ companyName: "Fern", greeting: "Hi", brandColour: "#036c75" });
  await widget.begin("Team watcher");
  const { cards } = await ana.api.agent.inbox.query({});
  const card = cards.find(({ customer }) => customer.name === "Team watcher");
  if (card === undefined) throw new Error("the customer is not in the inbox");
  for (const { mark, text } of payloads) {
    const agent = await joinBy(company.url, ana, { name: text, email: `${mark}@team.example` });
    await agent.api.agent.takeOver.mutate({ sessionId: card.session.id });
    await agent.api.message.reply.mutate({ sessionId: card.session.id, clientId: randomUUID(), text: "Hi." });
  }
  await expectShown(scene, page, { what: IN_WIDGET, payloads });
  const team = await appOf(scene, "/settings/team");
  await expectShown(scene, team, { what: IN_TEAM, payloads });
  const lane = await appOf(scene, `/inbox/${card.customer.id}`);
  await expectShown(scene, lane, { what: IN_LANE, payloads: inLane });
  for (const one of [page, team, lane]) await one.context().close();
}
