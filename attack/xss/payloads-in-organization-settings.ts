import type { Page } from "playwright";
import { widgetPage } from "../../e2e/support/widget-page.ts";
import type { Payload } from "./payloads.ts";
import { openAgentApp, expectShown, type XssContext } from "./xss-context.ts";
import { botSettingsInput } from "../../e2e/support/bot-settings-input.ts";

const NAME_MAX_LENGTH = 80;
const COLOUR = "#036c75";
const IN_WIDGET = "company's words shown in the widget";
const IN_SETTINGS = "company's words shown in the settings";
const REFUSED = "colours and sites tried";

/**
 * Tries every payload as the organization's name, greeting, bot name, model and instructions, which are shown in the
 * widget and in the settings, and as a colour and a site, which must be refused.
 */
export async function tryInOrganizationSettings(run: XssContext): Promise<void> {
  const { organization, browser, findings, payloads } = run;
  const names = payloads.filter(({ text }) => text.length <= NAME_MAX_LENGTH);
  findings.plan(IN_WIDGET, payloads.length);
  findings.plan(IN_SETTINGS, names.length * 2);
  findings.plan(REFUSED, payloads.length);
  const page = await browser.page();
  await page.goto(`${organization.url}/demo?widget=${organization.widgetKey}`);
  await widgetPage(page).open();
  const settings = [
    await openAgentApp(run, "/settings/widget"),
    await openAgentApp(run, "/settings/chatbot"),
  ];
  for (const payload of payloads) {
    const isName = names.includes(payload);
    await saveSettings(run, payload, isName);
    // Shown as the greeting and, if it fits, as the names of the organization and its bot.
    await expectShown(run, page, { what: IN_WIDGET, payloads: [payload], times: isName ? 2 : 1 });
    if (isName) await expectShownInSettings(run, settings, payload);
    await expectRefused(run, payload);
  }
  for (const one of [page, ...settings]) await one.context().close();
}

async function saveSettings(
  { organization: { ana } }: XssContext,
  { text }: Payload,
  isName: boolean,
): Promise<void> {
  const { setWidget, setChatbot } = ana.api.settings;
  await setWidget.mutate({ companyName: isName ? text : "Fern", greeting: text, brandColour: COLOUR });
  const name = isName ? text : "Chatbot";
  await setChatbot.mutate(botSettingsInput({ model: text, instructions: text, name }));
}

async function expectShownInSettings(
  run: XssContext,
  pages: readonly Page[],
  payload: Payload,
): Promise<void> {
  for (const page of pages) await expectShown(run, page, { what: IN_SETTINGS, payloads: [payload] });
}

async function expectRefused(
  { organization: { ana }, findings }: XssContext,
  { text }: Payload,
): Promise<void> {
  const { setWidget, setSites } = ana.api.settings;
  const tries = [
    () => setWidget.mutate({ companyName: "Fern", greeting: "Hi", brandColour: text }),
    () => setSites.mutate({ sites: [text] }),
  ];
  for (const attempt of tries) {
    const wasAccepted = await attempt().then(
      () => true,
      () => false,
    );
    if (wasAccepted) findings.countViolation("accepted", `as a colour or a site: ${text}`);
  }
  findings.markDone(REFUSED);
}
