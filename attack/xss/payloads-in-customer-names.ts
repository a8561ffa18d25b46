import { randomBytes } from "node:crypto";
import { createApiClient } from "../../e2e/support/api-client.ts";
import { widgetPage } from "../../e2e/support/widget-page.ts";
import { httpStatusOf } from "../support/http-status-of.ts";
import type { Payload } from "./payloads.ts";
import { findInjectedMarkup } from "./find-injected-markup.ts";
import { openAgentApp, expectShown, type XssContext } from "./xss-context.ts";

/** The longest name the form accepts. */
const NAME_MAX_LENGTH = 80;
const IN_API = "visitors' names and addresses tried";
const IN_LIST = "visitors' names shown in the list";
const IN_LANE = "visitors' names shown in a lane";
const IN_FORM = "visitors' names typed into the widget's form";
const BAD_REQUEST = 400;

/**
 * Tries every payload as a customer's name and email address. Names are shown in the agents' list; the `few` are also
 * shown in a lane each and typed into the widget's form. Names that are too long and invalid addresses must be
 * refused.
 */
export async function tryInCustomerNames(run: XssContext, few: readonly Payload[]): Promise<void> {
  const { findings, payloads } = run;
  const names = payloads.filter(fits);
  const fewNames = few.filter(fits);
  findings.plan(IN_API, payloads.length);
  findings.plan(IN_LIST, names.length);
  findings.plan(IN_LANE, fewNames.length);
  findings.plan(IN_FORM, fewNames.length);
  const customers = new Map<Payload, string>();
  for (const payload of payloads) {
    await tryToOpen(run, payload);
    if (fits(payload)) customers.set(payload, `${payload.mark}@attack.example`);
    findings.markDone(IN_API);
  }
  const list = await openAgentApp(run, "/inbox");
  await expectShown(run, list, { what: IN_LIST, payloads: names });
  await list.context().close();
  await showLanes(run, fewNames);
  await typeIntoForm(run, fewNames);
}

function fits({ text }: Payload): boolean {
  return text.length <= NAME_MAX_LENGTH;
}

/** Opens a chat with the payload as name. Also tries it as an address, which must be refused. */
async function tryToOpen(
  { organization: { url, widgetKey }, findings }: XssContext,
  { mark, text }: Payload,
) {
  const { session } = createApiClient(url, { "x-widget-key": widgetKey });
  const open = async (name: string, email: string) => {
    try {
      await session.open.mutate({ key: randomBytes(32).toString("base64url"), name, email });
      return null;
    } catch (error) {
      return httpStatusOf(error);
    }
  };
  const named = await open(text, `${mark}@attack.example`);
  const expected = text.length <= NAME_MAX_LENGTH ? null : BAD_REQUEST;
  if (named !== expected) findings.countViolation("accepted", `a name ${text} was answered ${named}`);
  // Between quotes an address may have anything (RFC 5321), so the form takes it: it is only shown.
  for (const email of [text, `${mark}@attack.example ${text}`]) {
    const answered = await open(mark, email);
    if (answered !== BAD_REQUEST)
      findings.countViolation("accepted", `an address ${email} was answered ${answered}`);
  }
}

/** Opens the lanes one after the other in the same app, as an agent would. */
async function showLanes(run: XssContext, payloads: readonly Payload[]): Promise<void> {
  const { cards } = await run.organization.ana.api.agent.inbox.query({});
  const page = await openAgentApp(run, "/inbox");
  for (const payload of payloads) {
    const card = cards.find(({ customer }) => customer.email === `${payload.mark}@attack.example`);
    if (card === undefined) throw new Error(`${payload.mark} is not in the inbox`);
    // Clear the stored layout, so that one lane is open at a time.
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${run.organization.url}/inbox/${card.customer.id}`);
    // Twice: in the list, and at the head of the lane.
    await expectShown(run, page, { what: IN_LANE, payloads: [payload], times: 2 });
  }
  await page.context().close();
}

/** Types each payload into the form, then submits it once and reloads, so that the stored customer is shown. */
async function typeIntoForm(run: XssContext, payloads: readonly Payload[]): Promise<void> {
  const { organization, browser, findings } = run;
  const page = await browser.page();
  await page.goto(`${organization.url}/demo?widget=${organization.widgetKey}`);
  const widget = widgetPage(page);
  await widget.open();
  for (const { text } of payloads.toReversed()) {
    await widget.name.fill(text.replaceAll(/[\n\r]/g, " "));
    await widget.email.fill(text.replaceAll(/[\n\r]/g, " "));
    await findInjectedMarkup(page, findings);
    findings.markDone(IN_FORM);
  }
  await widget.email.fill("typed@attack.example");
  await widget.start.click();
  await widget.message.waitFor();
  await page.reload();
  await widget.open();
  await findInjectedMarkup(page, findings);
  await page.context().close();
}
