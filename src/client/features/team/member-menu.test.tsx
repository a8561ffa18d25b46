import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, mock, test } from "bun:test";
import { refusal } from "../../testing/fake-server.ts";
import { newTeamMember } from "../../testing/team-fixtures.ts";
import { MemberMenu } from "./member-menu.tsx";

const page = openPage();

async function openMenu(hasSecondStep: boolean | null) {
  const row = newTeamMember({ name: "Ben", hasSecondStep });
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
  };
  page.draw(<MemberMenu row={row} changes={changes} />);
  await page.user.click(screen.getByRole("button", { name: "More for Ben" }));
  return { row, changes };
}

test("a second step can be reset where there is one", async () => {
  const { row, changes } = await openMenu(true);

  await page.user.click(screen.getByRole("menuitem", { name: "Reset two-step sign-in" }));

  expect(changes.resetSecondStep.mock.calls).toEqual([[row]]);
});

test.each([false, null])("where that is %p there is nothing to reset", async (hasSecondStep) => {
  await openMenu(hasSecondStep);

  expect(screen.getAllByRole("menuitem").map(({ textContent }) => textContent)).toEqual([
    "Public name",
    "Sign out everywhere",
    "Reset password",
  ]);
});

test("a link to reset the password can be made for anybody", async () => {
  const { row, changes } = await openMenu(null);

  await page.user.click(screen.getByRole("menuitem", { name: "Reset password" }));

  expect(changes.createPasswordResetLink.mock.calls).toEqual([[row]]);
});

test("anybody can be signed out everywhere", async () => {
  const { row, changes } = await openMenu(null);

  await page.user.click(screen.getByRole("menuitem", { name: "Sign out everywhere" }));

  expect(changes.endLogins.mock.calls).toEqual([[row]]);
});

test("the name that customers read can be changed, and what is refused says why", async () => {
  const { row } = await openMenu(null);
  page.server.answers = {
    "team.setPublicName": () => {
      throw refusal("name-of-chatbot");
    },
  };
  await page.user.click(screen.getByRole("menuitem", { name: "Public name" }));
  const field = screen.getByLabelText<HTMLInputElement>("Public name");
  await page.user.type(field, "Kit");
  await page.user.click(screen.getByRole("button", { name: "Save public name" }));
  await page.settle();
  expect(screen.getByRole("alert").textContent).toContain("for the chatbot");
  expect(field.value).toBe("Kit");

  page.server.answers["team.setPublicName"] = () => ({});
  await page.user.clear(field);
  await page.user.click(screen.getByRole("button", { name: "Save public name" }));
  await page.settle();

  expect(screen.getByText("Saved.")).toBeDefined();
  expect(page.server.inputs("team.setPublicName")).toEqual([
    { memberId: row.id, publicName: "Kit" },
    { memberId: row.id, publicName: null },
  ]);
  await page.user.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).toBeNull();
});
