import { expect } from "playwright/test";
import { expectRows } from "../support/inbox-page.ts";
import { test } from "../support/testbed.ts";
import { widgetPage } from "../support/widget-page.ts";

/** A customer counts as having left after 30 s; the rest is for a busy machine. */
const LEFT_MS = 60_000;

test("a customer in line who closes the page is marked and passed over, and is served when they return", async ({
  testbed,
}) => {
  test.setTimeout(3 * LEFT_MS);
  await testbed.answerWith("agents");
  const inbox = await testbed.inboxPage(testbed.ana);
  await expect(inbox.available).toBeChecked();
  await inbox.available.click();
  await expect.poll(async () => (await testbed.ana.api.agent.me.query({})).member.available).toBe(false);
  const maria = await testbed.widgetPage();
  await maria.startChat("Maria");
  await maria.send("I was first");
  const jo = await testbed.widgetPage();
  await jo.startChat("Jo");
  await jo.send("I was second");
  await expectRows(inbox.section("Waiting"), 2);
  await inbox.row("Maria").click();
  const lane = inbox.lane("Maria");
  await expect(lane.region).toBeVisible();

  const [shop, address] = [maria.page.context(), maria.page.url()];
  await maria.page.close();
  await expect(inbox.row("Maria", "Waiting")).toContainText("Left", { timeout: LEFT_MS });
  await expect(lane.log).toContainText("Maria left the page");
  await expect(inbox.row("Jo", "Waiting")).not.toContainText("Left");
  await inbox.available.click();
  await expect(inbox.row("Jo", "Chatting with")).toBeVisible();
  await expect(inbox.row("Maria", "Waiting")).toBeVisible();

  const back = widgetPage(await shop.newPage());
  await back.page.goto(address);
  await expect(inbox.row("Maria", "Chatting with")).toBeVisible();
  await expect(inbox.row("Maria")).not.toContainText("Left");
  await expect(lane.log).toContainText("Maria is back");
  await back.open();
  await expect(back.log).not.toContainText("left the page");
});
