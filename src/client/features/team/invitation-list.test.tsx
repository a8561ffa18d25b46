import { NOW, openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { expect, mock, test } from "bun:test";
import { DAY } from "#domain/model/instant.ts";
import { newInvitation } from "../../testing/team-fixtures.ts";
import { InvitationList } from "./invitation-list.tsx";

const page = openPage();

test("each invitation says for whom, for what, and for how long", () => {
  const invitations = [
    newInvitation({ email: "ben@example.com", role: "admin", expiresAt: NOW + 6.5 * DAY }),
    newInvitation({ email: null, role: "agent", expiresAt: NOW + DAY }),
    newInvitation({ email: "late@example.com", expiresAt: NOW - DAY }),
  ];
  page.draw(<InvitationList invitations={invitations} onRevoke={() => {}} />);

  const lines = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(lines).toEqual([
    "ben@example.comAdminExpires in 7 daysRevoke",
    "Anyone with the linkAgentExpires within a dayRevoke",
    "late@example.comAgentExpires within a dayRevoke",
  ]);
});

test("the invitation whose button is pressed is the one that is taken back", async () => {
  const onRevoke = mock();
  const [one, other] = [newInvitation({ expiresAt: NOW }), newInvitation({ expiresAt: NOW })];
  page.draw(<InvitationList invitations={[one, other]} onRevoke={onRevoke} />);

  const [, second] = screen.getAllByRole("button", { name: "Revoke" });
  await page.user.click(second ?? document.body);

  expect(onRevoke.mock.calls).toEqual([[other.id]]);
});
