import { expect, type FrameLocator, type Locator, type Page } from "playwright/test";

/** Locators in the customer's chat, by its documented roles and names. */
export interface WidgetPage {
  page: Page;
  frame: FrameLocator;
  /** The bubble on the embedding page, which opens and closes the chat. */
  bubble: Locator;
  dialog: Locator;
  form: Locator;
  name: Locator;
  email: Locator;
  start: Locator;
  log: Locator;
  message: Locator;
  talkToPerson: Locator;
  waiting: Locator;
  button: (name: string) => Locator;
  /** Opens the window with the bubble. */
  open: () => Promise<void>;
  /** Opens the window and submits the form. */
  startChat: (name?: string) => Promise<void>;
  send: (text: string) => Promise<void>;
}

/** Creates the locators for the widget on an embedding page or on `/demo`. */
export function widgetPage(page: Page, company = "Fern & Kettle"): WidgetPage {
  const frame = page.frameLocator('iframe[title="Chat"]');
  const dialog = frame.getByRole("dialog", { name: `Chat with ${company}`, exact: true });
  const button = (name: string) => dialog.getByRole("button", { name, exact: true });
  const widget: WidgetPage = {
    page,
    frame,
    bubble: page.getByRole("button", { name: /^(Open|Close) chat/ }),
    dialog,
    form: dialog.getByRole("form", { name: "Start a chat", exact: true }),
    name: dialog.getByRole("textbox", { name: "Your name", exact: true }),
    email: dialog.getByRole("textbox", { name: "Email", exact: true }),
    start: button("Start chat"),
    log: dialog.getByRole("log", { name: "Conversation", exact: true }),
    message: dialog.getByRole("textbox", { name: "Message", exact: true }),
    talkToPerson: button("Talk to a person"),
    waiting: dialog.getByRole("region", { name: "Waiting", exact: true }),
    button,
    async open() {
      await widget.bubble.click();
      await expect(dialog).toBeVisible();
    },
    async startChat(name = "Maria Lopez") {
      await widget.open();
      await widget.name.fill(name);
      await widget.email.fill(`${name.toLowerCase().replaceAll(" ", ".")}@example.com`);
      await widget.start.click();
      await expect(widget.message).toBeVisible();
    },
    async send(text) {
      await widget.message.fill(text);
      await widget.message.press("Enter");
    },
  };
  return widget;
}

/** Finds a message in the log by a part of its text. */
export function messageIn(log: Locator, text: string | RegExp): Locator {
  return log.getByRole("listitem").filter({ hasText: text });
}
