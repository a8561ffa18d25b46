import { openPage } from "../../testing/page.tsx";
import { screen, within } from "@testing-library/react";
import { expect, mock, test } from "bun:test";
import type { TeamView } from "#domain/views/team-view.ts";
import { newMe } from "../../testing/fixtures.ts";
import { serveSettings } from "../../testing/serve-settings.ts";
import { newTeamMember } from "../../testing/team-fixtures.ts";
import { MemberTable } from "./member-table.tsx";
import type { TeamChanges } from "./use-team-changes.ts";

const page = openPage();

type Member = TeamView["members"][number];

const changes = {
  news: null,
  setRole: mock(),
  remove: mock(),
  restore: mock(),
  revoke: mock(),
  passwordResetLink: null,
  createPasswordResetLink: mock(),
  closePasswordResetLink: mock(),
  endLogins: mock(),
  resetSecondStep: mock(),
  requireSecondStep: mock(),
} satisfies TeamChanges;

/** Renders the table for somebody who may or may not change it. */
async function drawTable(members: readonly Member[], mayChange = true) {
  serveSettings(page.server);
  page.draw(<MemberTable members={members} mayChange={mayChange} changes={changes} />);
  await page.settle();
}

/** The row of a member. */
function row(name: string) {
  return within(screen.getByRole("row", { name: new RegExp(`^${name}\\b`) }));
}

function roleOf(name: string) {
  return screen.getByRole<HTMLSelectElement>("combobox", { name: `Role for ${name}` });
}

/** Creates Olga, a second admin, so that neither is the last one. */
function olga(part: Partial<Member> = {}) {
  return newTeamMember({ name: "Olga", role: "admin", ...part });
}

function ida(part: Partial<Member> = {}) {
  return newTeamMember({ name: "Ida", role: "admin", ...part });
}

function ben(part: Partial<Member> = {}) {
  return newTeamMember({ name: "Ben", ...part });
}

test("those who were removed come last, the others stay in order", async () => {
  await drawTable([ben({ active: false }), olga(), ida()]);

  const names = screen.getAllByRole("combobox").map((select) => select.getAttribute("aria-label"));
  expect(names).toEqual(["Role for Olga", "Role for Ida", "Role for Ben"]);
});

test("the only admin can be neither demoted nor removed, and it says why", async () => {
  await drawTable([olga(), ben(), ida({ active: false })]);

  expect(roleOf("Olga").disabled).toBe(true);
  expect(row("Olga").queryByRole("button")).toBeNull();
  expect(row("Olga").getByText("The only admin. Make someone else an admin first.")).toBeDefined();
  expect(roleOf("Ben").disabled).toBe(false);
});

test("one of two admins can be both", async () => {
  await drawTable([olga(), ida()]);

  expect(roleOf("Olga").disabled).toBe(false);
  expect(row("Olga").getByRole("button", { name: "Remove Olga" })).toBeDefined();
});

test("picking a role asks for it and says which it was", async () => {
  const member = ben();
  await drawTable([olga(), ida(), member]);

  await page.user.selectOptions(roleOf("Ben"), "Admin");

  expect(changes.setRole).toHaveBeenLastCalledWith(member, "admin", "agent");
});

test("who was removed has a role that cannot be picked, can be restored, and nothing more", async () => {
  const member = ben({ active: false });
  await drawTable([olga(), ida(), member]);

  expect(roleOf("Ben").disabled).toBe(true);
  expect(row("Ben").getByText("Removed")).toBeDefined();
  expect(row("Ben").getAllByRole("button")).toHaveLength(1);
  await page.user.click(row("Ben").getByRole("button", { name: "Restore Ben" }));
  expect(changes.restore).toHaveBeenLastCalledWith(member);
});

test("who is in the team can be removed", async () => {
  const member = ben();
  await drawTable([olga(), ida(), member]);

  await page.user.click(row("Ben").getByRole("button", { name: "Remove Ben" }));

  expect(changes.remove).toHaveBeenLastCalledWith(member);
});

test("one's own row is marked, and has no menu for colleagues", async () => {
  page.me = newMe({ name: "Olga", role: "admin" });
  await drawTable([olga({ id: page.me.member.id }), ida()]);

  expect(row("Olga").getByText("(you)")).toBeDefined();
  expect(row("Olga").queryByRole("button", { name: "More for Olga" })).toBeNull();
  expect(row("Ida").queryByText("(you)")).toBeNull();
  expect(row("Ida").getByRole("button", { name: "More for Ida" })).toBeDefined();
});

test("whoever may change nothing has no column for it and no role to pick", async () => {
  await drawTable([olga(), ida(), ben()], false);

  expect(screen.queryByRole("columnheader", { name: "Actions" })).toBeNull();
  expect(screen.queryByRole("button")).toBeNull();
  expect(roleOf("Ben").disabled).toBe(true);
});

test.each([
  [{ present: true, available: true }, "Available"],
  [{ present: true, available: false }, "Away"],
  [{ present: false, available: true }, "Offline"],
] as const)("%p is called “%s”", async (state, words) => {
  await drawTable([olga(), ida(), ben(state)]);

  expect(row("Ben").getByText(words, { exact: false })).toBeDefined();
});

test("whoever is here is shown with their chats, of as many as one may have", async () => {
  await drawTable([olga(), ida(), ben({ present: true, available: true, load: 0 })]);

  expect(row("Ben").getByText("0 of 4")).toBeDefined();
});

test("somebody's own number goes before the company's", async () => {
  await drawTable([olga(), ida(), ben({ present: true, available: true, load: 2, capacity: 7 })]);

  expect(row("Ben").getByText("2 of 7")).toBeDefined();
});

test("whoever is not here is shown with their chats only if they have some", async () => {
  await drawTable([olga({ load: 1 }), ida({ load: 0 })]);

  expect(row("Olga").getByText("1 of 4")).toBeDefined();
  expect(row("Ida").queryByText(/ of 4$/)).toBeNull();
});

test("whether somebody has a second step is said where it is known", async () => {
  await drawTable([olga({ hasSecondStep: true }), ida({ hasSecondStep: false }), ben()]);

  expect(row("Olga").getByText("Two-step sign-in")).toBeDefined();
  expect(row("Ida").getByText("No two-step sign-in")).toBeDefined();
  expect(row("Ben").queryByText(/two-step sign-in/i)).toBeNull();
});
