import { type Browser, type BrowserContextOptions, type Page, test as base } from "playwright/test";
import type { Answers } from "#domain/model/settings.ts";
import {
  type BotReply,
  type ReplyScript,
  type BotServer,
  startBotServer,
} from "#server/bots/testing/fake-bot-server.ts";
import { type ApiCustomer, openApiCustomer } from "./api-customer.ts";
import { addAgent, type Member, PASSWORD, completeSetUp } from "./member-accounts.ts";
import { type InboxPage, inboxPage } from "./inbox-page.ts";
import { plainPage, type EmbeddingSite, type SitePage, startEmbeddingSite } from "./embedding-site.ts";
import { startSwitchboardProcess, type SwitchboardProcess } from "./switchboard-process.ts";
import { type WidgetPage, widgetPage } from "./widget-page.ts";
import { botSettingsInput } from "./bot-settings-input.ts";

/** A Switchboard with one organization that is set up, and functions to open it as a customer and as a member. */
export interface Testbed extends AsyncDisposable {
  switchboard: SwitchboardProcess;
  url: string;
  widgetKey: string;
  embeddingSite: EmbeddingSite;
  /** The first admin. */
  ana: Member;
  addAgent: (name: string) => Promise<Member>;
  /** Creates a customer without a browser. */
  customer: (name: string) => Promise<ApiCustomer>;
  /** Opens a customer's browser, on a page that embeds the widget. */
  widgetPage: (page?: SitePage, options?: BrowserContextOptions) => Promise<WidgetPage>;
  /** Opens a member's browser, signed in, on a page of the app. `at` is the URL of another instance. */
  inboxPage: (
    member: Member,
    path?: string,
    options?: BrowserContextOptions,
    at?: string,
  ) => Promise<InboxPage>;
  /** Turns the switch through the API. */
  answerWith: (answers: Answers) => Promise<void>;
  /** Sets how long after the last message chats end, and how long before that the warning appears, in seconds. */
  endAfter: (limit: number, warning: number) => Promise<void>;
  /** Starts a bot server and connects it as the chatbot. */
  connectBot: (script: ReplyScript | BotReply, changed?: Partial<ChatbotForm>) => Promise<BotServer>;
}

type ChatbotForm = Parameters<Member["api"]["settings"]["setChatbot"]["mutate"]>[0];

const SECOND = 1000;
/** The size of a common desktop screen. */
const DESKTOP = { width: 1440, height: 900 };
const ANA = { name: "Ana Ruiz", email: "ana@fern.example" };

/** A test with its own server, data, website and people, so that tests can run in parallel. */
export const test = base.extend<{ testbed: Testbed }>({
  testbed: async ({ browser }, use, info) => {
    await using testbed = await startTestbed(browser);
    await use(testbed);
    if (info.status !== info.expectedStatus) {
      await info.attach("server", { body: testbed.switchboard.printed(), contentType: "text/plain" });
    }
  },
});

/** Opens a testbed with its own SQLite file. */
export async function startTestbed(browser: Browser): Promise<Testbed> {
  return startTestbedFor(browser, await startSwitchboardProcess());
}

/** Opens a testbed on a Switchboard that has just been started for the first time. */
export async function startTestbedFor(browser: Browser, switchboard: SwitchboardProcess): Promise<Testbed> {
  const { url } = switchboard;
  const site = await startEmbeddingSite();
  const ana = await completeSetUp(url, switchboard.setUpLink(), ANA);
  const { widgetKey } = await ana.api.agent.me.query({});
  const bots: BotServer[] = [];
  const contexts: AsyncDisposable[] = [];

  async function newPage(options?: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext(options);
    contexts.push(context);
    return await context.newPage();
  }

  return {
    switchboard,
    url,
    widgetKey,
    embeddingSite: site,
    ana,
    addAgent: (name) => addAgent(url, ana, name),
    customer: (name) => openApiCustomer(url, widgetKey, name),
    async widgetPage(sitePage = plainPage({ chatUrl: url, widgetKey }), options) {
      site.put("/", sitePage);
      const page = await newPage(options);
      await page.goto(site.origin);
      return widgetPage(page);
    },
    async inboxPage(member, path = "/inbox", options = { viewport: DESKTOP }, at = url) {
      const page = await newPage(options);
      await signInWith(page, at, member.email);
      await page.goto(`${at}${path}`);
      return inboxPage(page);
    },
    answerWith: async (answers) => void (await ana.api.settings.turnSwitch.mutate({ answers })),
    endAfter: async (limit, warning) => {
      await ana.api.settings.setSessions.mutate({ limitMs: limit * SECOND, warningMs: warning * SECOND });
    },
    async connectBot(script, changed = {}) {
      const bot = await startBotServer(script);
      bots.push(bot);
      await ana.api.settings.setChatbot.mutate({ ...chatbotAt(bot.url), ...changed });
      return bot;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(contexts.map((context) => context[Symbol.asyncDispose]()));
      await Promise.all([...bots, site, switchboard].map((part) => part[Symbol.asyncDispose]()));
    },
  };
}

function chatbotAt(url: string): ChatbotForm {
  return botSettingsInput({ url, model: "tea-1", usesKnowledge: false, token: "sk-good-token" });
}

/** Signs a browser in without using the sign-in page. */
async function signInWith(page: Page, url: string, email: string): Promise<void> {
  const response = await page.request.post(`${url}/api/auth/sign-in/email`, {
    headers: { origin: url, "x-requested-by": "switchboard" },
    data: { email, password: PASSWORD },
  });
  if (!response.ok()) throw new Error(`sign-in of ${email}: ${response.status()}`);
}
