import { expect } from "playwright/test";
import { test } from "../support/testbed.ts";

test("customers read a member's public name, and colleagues the other", async ({ testbed }) => {
  await testbed.answerWith("agents");
  const ben = await testbed.addAgent("Ben");
  await testbed.ana.api.agent.setAvailable.mutate({ available: false });
  const { page: profile } = await testbed.inboxPage(ben, "/settings/profile");
  const field = profile.getByRole("textbox", { name: "Public name", exact: true });
  const save = profile.getByRole("button", { name: "Save public name", exact: true });
  await field.fill("Fern & Kettle");
  await save.click();
  await expect(profile.getByText("Customers would take this for the company itself.")).toBeVisible();
  await field.fill("Robin");
  await save.click();
  await expect(profile.getByText("Saved.")).toBeVisible();

  const widget = await testbed.widgetPage();
  await widget.startChat("Maria");
  const bens = await testbed.inboxPage(ben);
  await bens.row("Maria", "Chatting with").click();
  await expect(widget.frame.getByText("Robin").first()).toBeVisible();
  await expect(widget.frame.getByText("Ben", { exact: true })).toHaveCount(0);

  const { page: team } = await testbed.inboxPage(testbed.ana, "/settings/team");
  await expect(team.getByRole("table", { name: "Team" }).getByText("Customers read")).toContainText("Robin");
});
