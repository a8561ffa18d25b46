import { expect } from "playwright/test";
import type { Inbox, Lane } from "./inbox-page.ts";
import { messageIn, type Widget } from "./widget-page.ts";
import type { World } from "./testbed.ts";

/** Live agents answer: Maria Lopez has said something in the widget, and Ana has it before her in a lane. */
export async function beginTalk(
  world: World,
  words: string,
): Promise<{ inbox: Inbox; widget: Widget; lane: Lane }> {
  await world.answerWith("agents");
  const inbox = await world.app(world.ana);
  const widget = await world.shop();
  await widget.begin();
  await widget.say(words);
  const lane = inbox.lane("Maria Lopez");
  await expect(messageIn(lane.log, words)).toBeVisible();
  return { inbox, widget, lane };
}
