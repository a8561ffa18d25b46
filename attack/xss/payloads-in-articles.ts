import { Database } from "bun:sqlite";
import { join } from "node:path";
import { widgetPage } from "../../e2e/support/widget-page.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Payload } from "./payloads.ts";
import { expectShown, openAgentApp, inGroups, type XssContext } from "./xss-context.ts";

const IN_WIDGET = "articles' titles and words shown in the widget";
const IN_LANE = "articles' titles and words shown in a lane";
const PER_CHAT = 12;

/**
 * Tries every payload as title and text of an article that the built-in bot quotes. They are inserted
 * into the database while the server is stopped, which is faster than saving hundreds.
 */
export async function tryInArticles(run: XssContext): Promise<void> {
  const { organization, findings, payloads } = run;
  for (const what of [IN_WIDGET, IN_LANE]) findings.plan(what, payloads.length);
  await organization.switchboard.stop();
  insertArticles(organization.switchboard.dataDir, payloads);
  await organization.switchboard.start();
  const { setWidget, turnSwitch } = organization.ana.api.settings;
  await setWidget.mutate({ companyName: "Fern", greeting: "Hi", brandColour: "#036c75" });
  await turnSwitch.mutate({ answers: "bot" });
  for (const [at, group] of inGroups(payloads, PER_CHAT).entries())
    await askAll(run, group, `Reader ${at} end`);
}

function insertArticles(dataDir: string, payloads: readonly Payload[]): void {
  using database = new Database(join(dataDir, "switchboard.db"));
  const row = database.query("select org_id from article limit 1").get();
  const orgId = typeof row === "object" && row !== null && "org_id" in row ? String(row.org_id) : "";
  database.run("delete from article");
  const insert = database.query(
    `insert into article (org_id, id, title, text, updated_at, published_version, published_title, published_text)
       values (?1, ?2, ?3, ?4, 1, 1, ?3, ?4)`,
  );
  for (const { mark, text } of payloads)
    insert.run(orgId, `art_${mark}`, text, `${wordOf(mark)} stands here: ${text}`);
}

/** A word that occurs in one article only. */
function wordOf(mark: string): string {
  return `word${mark.replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)))}`;
}

async function askAll(run: XssContext, payloads: readonly Payload[], name: string): Promise<void> {
  const { organization, browser } = run;
  const page = await browser.page();
  await page.goto(`${organization.url}/demo?widget=${organization.widgetKey}`);
  const widget = widgetPage(page, "Fern");
  await widget.startChat(name);
  for (const { mark } of payloads) {
    await widget.send(`${wordOf(mark)}?`);
    await waitUntil(`an answer with the words and the title of ${mark}`, async () => {
      const shown = await widget.log.evaluate((log) => log.textContent);
      return shown.split(mark).length > 2;
    });
  }
  await expectShown(run, page, { what: IN_WIDGET, payloads, times: 2 });
  await page.context().close();
  const { cards } = await organization.ana.api.agent.inbox.query({});
  const customerId = cards.find(({ customer }) => customer.name === name)?.customer.id ?? "nobody";
  const lane = await openAgentApp(run, `/inbox/${customerId}`);
  await expectShown(run, lane, { what: IN_LANE, payloads, times: 2 });
  await lane.context().close();
}
