import { expect, type Page } from "playwright/test";
import { createApiClient } from "../support/api-client.ts";
import { openApiCustomer } from "../support/api-customer.ts";
import { inboxPage } from "../support/inbox-page.ts";
import { type Member, PASSWORD, signIn } from "../support/member-accounts.ts";
import { test, type Testbed } from "../support/testbed.ts";

const ZOE = { name: "Zoe", email: "zoe@moss.example" };

/** Another company on the same server, with Zoe as its admin, where people answer. */
async function openMoss({ switchboard, url }: Testbed) {
  await switchboard.stop();
  const link = switchboard.addOrganization("Moss & Mug");
  await switchboard.start();
  const token = new URL(link).searchParams.get("token") ?? "";
  const form = { token, companyName: "Moss & Mug", ...ZOE, password: PASSWORD };
  await createApiClient(url).account.setUp.mutate(form);
  const zoe = await signIn(url, ZOE);
  await zoe.api.settings.turnSwitch.mutate({ answers: "agents" });
  await zoe.api.agent.setAvailable.mutate({ available: false });
  const { orgId, widgetKey } = await zoe.api.agent.me.query({});
  return { zoe, orgId, widgetKey };
}

async function inviteLink(admin: Member, email: string): Promise<string> {
  return (await admin.api.team.invite.mutate({ email, role: "agent" })).link;
}

const menu = (page: Page) => page.getByRole("button", { name: "Account menu", exact: true });

test("one person works for two companies, in two tabs at once, until one of them removes them", async ({
  testbed,
}) => {
  test.slow();
  const { ana, url } = testbed;
  await testbed.answerWith("agents");
  await ana.api.agent.setAvailable.mutate({ available: false });
  const ben = await testbed.addAgent("Ben");
  const moss = await openMoss(testbed);
  const fern = await testbed.inboxPage(ben);
  await expect(fern.page).toHaveURL(/\/c\/[\w-]+\/inbox$/);

  // Joins the second company with the account that is signed in.
  const second = await fern.page.context().newPage();
  await second.goto(await inviteLink(moss.zoe, ben.email));
  await expect(second.getByText(`You join with your account ${ben.email}`)).toBeVisible();
  await second.getByRole("button", { name: "Join the team", exact: true }).click();
  const inMoss = inboxPage(second);
  await expect(second).toHaveURL(new RegExp(`/c/${moss.orgId.slice("org_".length)}/inbox$`));
  await expect(inMoss.available).toBeChecked();

  // Messages of both arrive, each in the tab of its company alone.
  const maria = await testbed.customer("Maria");
  await maria.send("To Fern");
  const noor = await openApiCustomer(url, moss.widgetKey, "Noor");
  await noor.send("To Moss");
  await expect(fern.row("Maria", "Chatting with")).toBeVisible();
  await expect(inMoss.row("Noor", "Chatting with")).toBeVisible();
  await expect(fern.page.getByText("Noor")).toHaveCount(0);
  await expect(second.getByText("Maria")).toHaveCount(0);

  // The menu switches the tab, and an address without a company leads to the last one used.
  await menu(second).click();
  await second.getByRole("menuitem", { name: "Switch to Fern & Kettle", exact: true }).click();
  await expect(inMoss.row("Maria", "Chatting with")).toBeVisible();
  await expect(second.getByText("Noor")).toHaveCount(0);
  await menu(second).click();
  await second.getByRole("menuitem", { name: "Switch to Moss & Mug", exact: true }).click();
  await expect(inMoss.row("Noor", "Chatting with")).toBeVisible();
  await second.goto(`${url}/inbox`);
  await expect(inMoss.row("Noor", "Chatting with")).toBeVisible();

  // Removed from one, they go on in the other, in which they stay signed in.
  const { members } = await moss.zoe.api.team.get.query({});
  const benInMoss = members.find(({ email }) => email === ben.email);
  if (benInMoss === undefined) throw new Error("Ben is not in Moss.");
  await moss.zoe.api.team.setActive.mutate({ memberId: benInMoss.id, active: false });
  await expect(
    second.getByRole("heading", { name: "You are not a member of this company", exact: true }),
  ).toBeVisible();
  await expect(second.getByText("Noor")).toHaveCount(0);
  await maria.send("Still there?");
  await expect(fern.row("Maria", "Chatting with")).toContainText("Still there?");
  await second.getByRole("link", { name: "Fern & Kettle", exact: true }).click();
  await expect(inMoss.row("Maria", "Chatting with")).toBeVisible();
});

test("an invitation asks for the sign-in of an account that exists, and for no new password", async ({
  testbed,
  browser,
}) => {
  const ben = await testbed.addAgent("Ben");
  const moss = await openMoss(testbed);
  const page = await (await browser.newContext()).newPage();
  await page.goto(await inviteLink(moss.zoe, ben.email));

  await expect(page.getByText("There is an account with this email.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveCount(0);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill("wrong horse battery");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Join the team", exact: true }).click();

  await expect(inboxPage(page).available).toBeChecked();
  await menu(page).click();
  await expect(page.getByRole("menuitem", { name: "Switch to Fern & Kettle", exact: true })).toBeVisible();
  await page.context().close();
});

test("an admin of one company is told why a shared account is not theirs to reset", async ({ testbed }) => {
  const ben = await testbed.addAgent("Ben");
  const moss = await openMoss(testbed);
  const link = await inviteLink(moss.zoe, ben.email);
  await ben.api.account.joinWithAccount.mutate({ token: link.slice(link.lastIndexOf("/") + 1), name: "Ben" });
  const { page } = await testbed.inboxPage(testbed.ana, "/settings/team");

  await page.getByRole("button", { name: "More for Ben", exact: true }).click();
  await page.getByRole("menuitem", { name: "Reset password", exact: true }).click();

  await expect(page.getByText("This account is also used in another company")).toBeVisible();
});
