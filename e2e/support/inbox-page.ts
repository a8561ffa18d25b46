import { expect, type Locator, type Page } from "playwright/test";

type SectionName = "Waiting" | "Chatting with" | "Messages" | "Unassigned" | "Chatbot" | "Has chatted with";

/** Locators in the agents' app, by its documented roles and names. */
export interface InboxPage {
  page: Page;
  available: Locator;
  chats: Locator;
  section: (name: SectionName) => Locator;
  /** A customer's row in the given section, or in any. */
  row: (customer: string, section?: SectionName) => Locator;
  lane: (customer: string) => Lane;
  openBar: Locator;
  acceptNext: Locator;
  /** The link in the top bar that shows who answers. */
  switchLink: (who: "Chatbot answers" | "Live agents answer") => Locator;
}

export interface Lane {
  region: Locator;
  log: Locator;
  reply: Locator;
  button: (name: string) => Locator;
  send: (text: string) => Promise<void>;
}

/** Creates the locators for the inbox of a signed-in member. */
export function inboxPage(page: Page): InboxPage {
  const chats = page.getByRole("region", { name: "Chats", exact: true });
  const section = (name: SectionName) => chats.getByRole("region", { name, exact: true });
  return {
    page,
    available: page.getByRole("switch", { name: "Available", exact: true }),
    chats,
    section,
    row: (customer, on) =>
      (on === undefined ? chats : section(on)).getByRole("link", { name: new RegExp(`^${customer}`) }),
    lane: (customer) => laneOn(page, customer),
    openBar: page.getByRole("list", { name: "Open chats", exact: true }),
    acceptNext: chats.getByRole("button", { name: "Accept next", exact: true }),
    switchLink: (who) => page.getByRole("link", { name: `${who} new messages`, exact: true }),
  };
}

function laneOn(page: Page, customer: string): Lane {
  const region = page.getByRole("region", { name: `Chat with ${customer}`, exact: true });
  const reply = region.getByRole("textbox", { name: `Reply to ${customer}`, exact: true });
  return {
    region,
    log: region.getByRole("log", { name: `Conversation with ${customer}`, exact: true }),
    reply,
    button: (name) => region.getByRole("button", { name, exact: true }),
    async send(text) {
      await reply.fill(text);
      await reply.press("Enter");
    },
  };
}

/** Expects this many customers in a section. */
export async function expectRows(section: Locator, count: number): Promise<void> {
  await expect(section.getByRole("link")).toHaveCount(count);
}
