import { openPage } from "../../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";
import { newTeam, newTeamMember } from "../../../testing/team-fixtures.ts";
import { AskAnAdmin } from "./ask-an-admin.tsx";

const page = openPage();

test("only admins who are still in the team are named", async () => {
  const team = newTeam([
    newTeamMember({ name: "Olga", role: "admin" }),
    newTeamMember({ name: "Ben", role: "agent" }),
    newTeamMember({ name: "Gone", role: "admin", active: false }),
    newTeamMember({ name: "Ida", role: "admin" }),
  ]);
  page.server.answers = { "team.get": () => team };
  page.draw(<AskAnAdmin />);

  expect(await screen.findByText("You need an admin to change this. Admins: Olga, Ida.")).toBeDefined();
});
