import { expect } from "playwright/test";
import { messageIn } from "./widget.ts";
import { test } from "./world.ts";

test("a customer who is erased is gone from every lane and list at once, and their open chat is back at its form", async ({
  world,
}) => {
  await world.answerWith("agents");
  const ben = await world.hire("Ben");
  await ben.api.agent.setAvailable.mutate({ available: false });
  const anas = await world.app(world.ana);
  const widget = await world.shop();
  await widget.begin("Zanzibar Fink");
  await widget.say("My name is Zanzibar Fink and I am waiting.");
  await expect(anas.lane("Zanzibar Fink").region).toBeVisible();
  await expect(
    messageIn(anas.lane("Zanzibar Fink").log, "My name is Zanzibar Fink and I am waiting."),
  ).toBeVisible();
  await anas.lane("Zanzibar Fink").reply.fill("Dear Zanzibar Fink");
  await anas.row("Zanzibar Fink").click();
  await expect(anas.page).toHaveURL(/inbox.cus_/);
  const bens = await world.app(ben, new URL(anas.page.url()).pathname);
  await expect(bens.lane("Zanzibar Fink").region).toBeVisible();

  await expect(bens.lane("Zanzibar Fink").button("More")).toHaveCount(0);
  await anas.lane("Zanzibar Fink").button("More").click();
  await anas.page.getByRole("menuitem", { name: "Erase customer…", exact: true }).click();
  const dialog = anas.page.getByRole("dialog", { name: "Erase Zanzibar Fink?", exact: true });
  await expect(dialog).toContainText("1 chat with 1 message");
  await dialog.getByRole("button", { name: "Erase for good", exact: true }).click();
  await expect(dialog.getByText("Type the word erase.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Type “erase” to confirm", exact: true }).fill("Erase");
  await dialog.getByRole("button", { name: "Erase for good", exact: true }).click();

  await expect(dialog).toHaveCount(0);
  await expect(anas.page.getByText("The customer was erased.")).toBeVisible();
  await expect(widget.name).toBeVisible();
  for (const inbox of [anas, bens]) {
    await expect(inbox.lane("Zanzibar Fink").region).toHaveCount(0);
    await expect(inbox.row("Zanzibar Fink")).toHaveCount(0);
  }
  await expect(anas.page.locator("body")).not.toContainText("Zanzibar");
  expect(await anas.page.evaluate(() => JSON.stringify(Object.entries(localStorage)))).not.toContain(
    "Zanzibar",
  );
  await anas.page.reload();
  await expect(anas.page.getByRole("heading", { name: "Chats" })).toBeVisible();
  await expect(anas.page.locator("body")).not.toContainText("Zanzibar");
});
