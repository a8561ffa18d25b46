import { expect } from "playwright/test";
import type { InboxPage, Lane } from "./inbox-page.ts";
import { messageIn, type WidgetPage } from "./widget-page.ts";
import type { Testbed } from "./testbed.ts";

/** Live agents answer: Maria Lopez has said something in the widget, and Ana has it before her in a lane. */
export async function startConversation(
  testbed: Testbed,
  words: string,
): Promise<{ inbox: InboxPage; widget: WidgetPage; lane: Lane }> {
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana);
  const widget = await testbed.widgetPage();
  await widget.startChat();
  await widget.send(words);
  const lane = inbox.lane("Maria Lopez");
  await expect(messageIn(lane.log, words)).toBeVisible();
  return { inbox, widget, lane };
}
