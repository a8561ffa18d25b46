import { expect } from "playwright/test";
import type { InboxPage, Lane } from "./inbox-page.ts";
import { messageIn, type WidgetPage } from "./widget-page.ts";
import type { Testbed } from "./testbed.ts";

/**
 * Starts a chat with live agents. Afterwards Maria Lopez has sent a message in the widget, and Ana has it open in a
 * lane.
 */
export async function startConversation(
  testbed: Testbed,
  text: string,
): Promise<{ inbox: InboxPage; widget: WidgetPage; lane: Lane }> {
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana);
  const widget = await testbed.widgetPage();
  await widget.startChat();
  await widget.send(text);
  const lane = inbox.lane("Maria Lopez");
  await expect(messageIn(lane.log, text)).toBeVisible();
  return { inbox, widget, lane };
}
