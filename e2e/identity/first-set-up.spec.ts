import { expect, test as base } from "playwright/test";
import { PASSWORD } from "../support/member-accounts.ts";
import { createTestDatabase } from "../support/test-database.ts";
import { inboxPage } from "../support/inbox-page.ts";
import { startSwitchboardProcess } from "../support/switchboard-process.ts";
import { messageIn, widgetPage } from "../support/widget-page.ts";

const databases: Record<string, () => Promise<string | null>> = {
  "an empty folder": () => Promise.resolve(null),
  "an empty Postgres database": createTestDatabase,
};

for (const [place, create] of Object.entries(databases)) {
  base(
    `from ${place} to a first chat, answered by the chatbot and then by its new admin`,
    async ({ page }) => {
      await using switchboard = await startSwitchboardProcess({ databaseUrl: await create() });
      const box = (name: string) => page.getByRole("textbox", { name, exact: true });
      await page.goto(switchboard.setUpLink());
      await box("Company name").fill("Acorn Bikes");
      await box("Your name").fill("Noor Haddad");
      await box("Email").fill("noor@acorn.example");
      await box("Password").fill(PASSWORD);
      await page.getByRole("button", { name: "Create workspace", exact: true }).click();

      const inbox = inboxPage(page);
      await expect(inbox.switchLink("Chatbot answers")).toBeVisible();
      const opened = page.waitForEvent("popup");
      await page.getByRole("link", { name: "Open demo page" }).click();
      const demo = widgetPage(await opened, "Acorn Bikes");
      await demo.startChat("Maria Lopez");
      await demo.send("What does delivery cost?");
      await expect(messageIn(demo.log, /Orders placed before noon/)).toContainText(
        "From: Delivery times and costs",
      );
      await expect(inbox.row("Maria Lopez", "Chatbot")).toBeVisible();

      await demo.talkToPerson.click();
      await expect(messageIn(demo.log, "Noor Haddad joined the chat")).toBeVisible();
      const lane = inbox.lane("Maria Lopez");
      await expect(lane.log).toContainText("What does delivery cost?");
      await lane.send("Hello Maria, I am a person.");
      await expect(messageIn(demo.log, "Hello Maria, I am a person.")).toBeVisible();

      await page.goto(switchboard.setUpLink());
      await expect(page.getByText("This link has been used or has expired.")).toBeVisible();
    },
  );
}
