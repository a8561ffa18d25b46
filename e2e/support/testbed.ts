import { type Browser, type BrowserContextOptions, type Page, test as base } from "playwright/test";
import type { Answers } from "#domain/model/settings.ts";
import {
  type BotReply,
  type BotScript,
  type BotServer,
  startBotServer,
} from "#server/bots/testing/fake-bot-server.ts";
import { type ApiVisitor, hire, type Member, PASSWORD, setUp, walkIn } from "./api-client.ts";
import { type Inbox, inboxOn } from "./inbox-page.ts";
import { plainPage, type Site, type SitePage, startSite } from "./embedding-site.ts";
import { startSwitchboard, type Switchboard } from "./switchboard-process.ts";
import { type Widget, widgetOn } from "./widget-page.ts";

/** A Switchboard that is set up, a company around it, and the means to look at it from everywhere. */
export interface World extends AsyncDisposable {
  switchboard: Switchboard;
  url: string;
  widgetKey: string;
  site: Site;
  /** The first admin. */
  ana: Member;
  hire: (name: string) => Promise<Member>;
  /** A customer without a browser. */
  visitor: (name: string) => Promise<ApiVisitor>;
  /** A visitor's browser, on a page of the customer's site. */
  shop: (page?: SitePage, options?: BrowserContextOptions) => Promise<Widget>;
  /** A member's browser, signed in, on the inbox or elsewhere in the app; at another machine if `at` names one. */
  app: (member: Member, path?: string, options?: BrowserContextOptions, at?: string) => Promise<Inbox>;
  /** Turns the switch behind everybody's back. */
  answerWith: (answers: Answers) => Promise<void>;
  /** Chats end this soon after the last message; seconds. */
  endAfter: (limit: number, warning: number) => Promise<void>;
  /** A chatbot of the company's own, connected. */
  connectBot: (script: BotScript | BotReply, changed?: Partial<ChatbotForm>) => Promise<BotServer>;
}

type ChatbotForm = Parameters<Member["api"]["settings"]["setChatbot"]["mutate"]>[0];

const SECOND = 1000;
/** The screen most agents have. */
const DESK = { width: 1440, height: 900 };
const ANA = { name: "Ana Ruiz", email: "ana@fern.example" };

/** A test with a world of its own: its own server, data, site and people, so that tests run beside each other. */
export const test = base.extend<{ world: World }>({
  world: async ({ browser }, use, info) => {
    await using world = await startWorld(browser);
    await use(world);
    if (info.status !== info.expectedStatus) {
      await info.attach("server", { body: world.switchboard.printed(), contentType: "text/plain" });
    }
  },
});

/** Opens a world on a SQLite file of its own. */
export async function startWorld(browser: Browser): Promise<World> {
  return startWorldOf(browser, await startSwitchboard());
}

/** Opens a world around a Switchboard that has just been started for the first time. */
export async function startWorldOf(browser: Browser, switchboard: Switchboard): Promise<World> {
  const { url } = switchboard;
  const site = await startSite();
  const ana = await setUp(url, switchboard.setUpLink(), ANA);
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
    site,
    ana,
    hire: (name) => hire(url, ana, name),
    visitor: (name) => walkIn(url, widgetKey, name),
    async shop(sitePage = plainPage({ chatUrl: url, widgetKey }), options) {
      site.put("/", sitePage);
      const page = await newPage(options);
      await page.goto(site.origin);
      return widgetOn(page);
    },
    async app(member, path = "/inbox", options = { viewport: DESK }, at = url) {
      const page = await newPage(options);
      await signInWith(page, at, member.email);
      await page.goto(`${at}${path}`);
      return inboxOn(page);
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
  return {
    url,
    model: "tea-1",
    instructions: "You are the assistant of Fern & Kettle.",
    timeoutMs: 20 * SECOND,
    name: "Chatbot",
    usesKnowledge: false,
    token: "sk-good-token",
  };
}

/** Signs a browser in without its sign-in page. */
async function signInWith(page: Page, url: string, email: string): Promise<void> {
  const response = await page.request.post(`${url}/api/auth/sign-in/email`, {
    headers: { origin: url, "x-requested-by": "switchboard" },
    data: { email, password: PASSWORD },
  });
  if (!response.ok()) throw new Error(`sign-in of ${email}: ${response.status()}`);
}
