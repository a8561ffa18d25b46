import { openPage, NOW } from "../../testing/page.tsx";
import { screen, within } from "@testing-library/react";
import { expect, test } from "bun:test";
import type { TeamView } from "#domain/views/team-view.ts";
import { refusal, serverError } from "../../testing/fake-server.ts";
import { newMe } from "../../testing/fixtures.ts";
import { serveSettings } from "../../testing/serve-settings.ts";
import { newInvitation, newTeam, newTeamMember } from "../../testing/team-fixtures.ts";
import { TeamSettings } from "./team-settings.tsx";

const page = openPage();

const ben = newTeamMember({ name: "Ben", hasSecondStep: false });

/** Renders the team page for Ana. */
async function drawTeam(role: "admin" | "agent" = "admin", changes: Partial<TeamView> = {}) {
  page.me = newMe({ role });
  const ana = newTeamMember({ ...page.me.member, hasSecondStep: true });
  const stored = { team: newTeam([ana, ben], changes) };
  serveSettings(page.server);
  Object.assign<typeof page.server.answers, typeof page.server.answers>(page.server.answers, {
    "team.get": () => stored.team,
    "team.setRole": () => ({}),
    "team.setActive": () => ({}),
    "team.revoke": () => ({}),
    "team.requireSecondStep": () => ({}),
    "team.endLogins": () => ({}),
    "team.resetSecondStep": () => ({}),
    "team.createPasswordResetLink": () => ({ link: "https://chat.example/reset#tok" }),
  });
  page.draw(<TeamSettings />);
  await page.settle();
  return stored;
}

async function press(name: string) {
  await page.user.click(screen.getByRole("button", { name }));
  await page.settle();
}

/** The status message after the last change. */
function note() {
  return screen.getByRole("status").textContent;
}

test("a team that could not be had can be asked for again", async () => {
  page.server.answers = {
    "team.get": () => {
      throw refusal("resync");
    },
  };
  page.draw(<TeamSettings />);
  expect((await screen.findByRole("alert")).textContent).toBe("The team could not be loaded.");

  page.server.answers = { "team.get": () => newTeam([ben]) };
  await press("Try again");
  expect(screen.getByRole("table", { name: "Team" })).toBeDefined();
});

test("an admin can invite people and require the second step", async () => {
  await drawTeam();

  await press("Invite people");

  expect(screen.getByRole("dialog", { name: "Invite people" })).toBeDefined();
  expect(screen.getByRole("switch", { name: "Require two-step sign-in for everyone" })).toBeDefined();
});

test("an agent can do neither", async () => {
  await drawTeam("agent");

  expect(screen.getByRole("table", { name: "Team" })).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.queryByRole("switch")).toBeNull();
});

test("invitations are listed if there are any", async () => {
  await drawTeam("admin", { invitations: [newInvitation({ email: "new@example.com", expiresAt: NOW })] });

  expect(screen.getByRole("heading", { name: "Invited" })).toBeDefined();
  expect(screen.getByText("new@example.com")).toBeDefined();
});

test("without invitations there is no heading for them", async () => {
  await drawTeam();

  expect(screen.queryByRole("heading", { name: "Invited" })).toBeNull();
});

test("a changed role is saved, and undone by the role before", async () => {
  await drawTeam();

  await page.user.selectOptions(screen.getByRole("combobox", { name: "Role for Ben" }), "Admin");
  await page.settle();
  expect(note()).toBe("Saved · Undo");
  await press("Undo");

  expect(page.server.inputs("team.setRole")).toEqual([
    { memberId: ben.id, role: "admin" },
    { memberId: ben.id, role: "agent" },
  ]);
});

test("who was removed can be brought back, which cannot be undone in turn", async () => {
  await drawTeam();

  await press("Remove Ben");
  expect(note()).toBe("Ben was removed. Their chats went back to the queue. · Undo");
  await press("Undo");

  expect(note()).toBe("Ben was restored to the team.");
  expect(page.server.inputs("team.setActive")).toEqual([
    { memberId: ben.id, active: false },
    { memberId: ben.id, active: true },
  ]);
});

test("the team is read again after each change", async () => {
  const stored = await drawTeam();

  stored.team = newTeam([...stored.team.members, newTeamMember({ name: "Cleo" })]);
  await press("Remove Ben");

  expect(screen.getByRole("row", { name: /^Cleo/ })).toBeDefined();
});

test("a colleague can be signed out everywhere", async () => {
  await drawTeam();

  await press("More for Ben");
  await page.user.click(screen.getByRole("menuitem", { name: "Sign out everywhere" }));
  await page.settle();

  expect(page.server.inputs("team.endLogins")).toEqual([{ memberId: ben.id }]);
  expect(note()).toBe("Ben was signed out everywhere.");
});

test.each([
  [false, "Two-step sign-in is now required for everyone."],
  [true, "Two-step sign-in is now optional."],
])("where the second step is required: %p, the switch asks for the other", async (required, words) => {
  await drawTeam("admin", { secondStepRequired: required });

  await page.user.click(screen.getByRole("switch", { name: "Require two-step sign-in for everyone" }));
  await page.settle();

  expect(page.server.inputs("team.requireSecondStep")).toEqual([{ required: !required }]);
  expect(note()).toBe(words);
});

test("an invitation that was taken back says so", async () => {
  const invitation = newInvitation({ expiresAt: NOW });
  await drawTeam("admin", { invitations: [invitation] });

  await press("Revoke");

  expect(page.server.inputs("team.revoke")).toEqual([{ invitationId: invitation.id }]);
  expect(note()).toBe("The invitation was revoked.");
});

test("a change that was refused says why and offers no undo", async () => {
  await drawTeam();
  page.server.answers["team.setActive"] = () => {
    throw refusal("last-admin");
  };

  await press("Remove Ben");

  expect(note()).toBe("There must be at least one admin. Make someone else an admin first.");
  expect(within(screen.getByRole("status")).queryByRole("button")).toBeNull();
});

test("a change that did not work for another reason can be tried again", async () => {
  await drawTeam();
  page.server.answers["team.setActive"] = () => {
    throw serverError();
  };

  await press("Remove Ben");

  expect(note()).toBe("That did not work. Try again.");
});

test("a link to reset a colleague's password is shown until it is closed", async () => {
  await drawTeam();
  await press("More for Ben");
  await page.user.click(screen.getByRole("menuitem", { name: "Reset password" }));
  await page.settle();

  expect(page.server.inputs("team.createPasswordResetLink")).toEqual([{ memberId: ben.id }]);
  const dialog = within(screen.getByRole("dialog", { name: /Reset the password of .*Ben/ }));
  expect(dialog.getByLabelText<HTMLInputElement>("Reset link").value).toBe("https://chat.example/reset#tok");
  expect(dialog.getByRole("status").textContent).toContain("It works once within an hour");

  await page.user.click(dialog.getByRole("button", { name: "Done" }));
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a link that was refused is said, and none is shown", async () => {
  await drawTeam();
  page.server.answers["team.createPasswordResetLink"] = () => {
    throw refusal("member-unknown");
  };
  await press("More for Ben");
  await page.user.click(screen.getByRole("menuitem", { name: "Reset password" }));
  await page.settle();

  expect(note()).toBe("This person is no longer in the team.");
  expect(screen.queryByRole("dialog")).toBeNull();
});
