import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, mock, test } from "bun:test";
import type { TeamView } from "#domain/views/team-view.ts";
import { newTeam, newTeamMember } from "../../testing/team-fixtures.ts";
import { RequireSecondStepSwitch } from "./require-second-step-switch.tsx";

const page = openPage();

/** Renders the switch for Ana, with or without a second step of her own. */
function drawSwitch(hasOwn: boolean, others: readonly (boolean | null)[], secondStepRequired = false) {
  const onChange = mock();
  const members: TeamView["members"] = [
    newTeamMember({ id: page.me.member.id, hasSecondStep: hasOwn }),
    ...others.map((hasSecondStep) => newTeamMember({ hasSecondStep })),
  ];
  page.draw(<RequireSecondStepSwitch team={newTeam(members, { secondStepRequired })} onChange={onChange} />);
  const name = "Require two-step sign-in for everyone";
  return { onChange, toggle: screen.getByRole<HTMLButtonElement>("switch", { name }) };
}

test("nobody can require of others what they have not done themselves", () => {
  const { toggle } = drawSwitch(false, [true]);

  expect(toggle.disabled).toBe(true);
  expect(screen.getByText("Turn it on for yourself first, under Your sign-in.")).toBeDefined();
});

test("who has one can require it, and is told how many have none yet", async () => {
  const { toggle, onChange } = drawSwitch(true, [false, false, true, null]);

  expect(screen.getByText(/^2 of you have not set it up yet\./)).toBeDefined();
  await page.user.click(toggle);
  expect(onChange.mock.calls).toEqual([[true]]);
});

test("where all have one it says so", () => {
  drawSwitch(true, [true, null]);

  expect(screen.getByText("Everyone has it.")).toBeDefined();
});

test("what is required can be left to everybody again, also by who has none", async () => {
  const { toggle, onChange } = drawSwitch(false, [], true);

  expect(toggle.getAttribute("aria-checked")).toBe("true");
  expect(screen.getByText(/^No one can work without it\./)).toBeDefined();
  await page.user.click(toggle);
  expect(onChange.mock.calls).toEqual([[false]]);
});
