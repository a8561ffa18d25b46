import { openPage } from "../../testing/page.tsx";
import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "bun:test";
import { watchClipboard } from "../../testing/clipboard.ts";
import { refusal } from "../../testing/fake-server.ts";
import { CreatedInviteLinks } from "./created-invite-links.tsx";
import { InviteDialog } from "./invite-dialog.tsx";

const page = openPage();
const clipboard = watchClipboard();

const ONCE = "Send it yourself, by email or chat. Each link works once within 7 days, and is shown only now.";

test("a link is shown to be copied, and cannot be changed", () => {
  page.draw(
    <CreatedInviteLinks made={[{ email: "ben@example.com", link: "http://localhost/invite/1" }]} isCopied />,
  );

  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Invite link for ben@example.com" });
  expect([field.value, field.readOnly]).toEqual(["http://localhost/invite/1", true]);
  expect(screen.getByRole("status").textContent).toBe(`Copied. ${ONCE}`);
});

test("a link that was not copied says so", () => {
  page.draw(<CreatedInviteLinks made={[{ email: null, link: "http://localhost/1" }]} isCopied={false} />);

  expect(screen.getByRole("status").textContent).toBe(
    `Not copied: select the link and copy it yourself. ${ONCE}`,
  );
});

test("where there is no link nothing is said of copying, but why", () => {
  page.draw(<CreatedInviteLinks made={[{ email: null, problem: "That did not work." }]} isCopied />);

  expect(screen.getByRole("alert").textContent).toBe("That did not work.");
  expect(screen.queryByRole("status")).toBeNull();
});

beforeEach(() => {
  page.server.answers["team.invite"] = ({ email }) => {
    if (email === "taken@example.com") throw refusal("email-taken");
    return { link: `link:${email ?? "anybody"}` };
  };
});

async function invite(emails: string) {
  page.draw(<InviteDialog onClose={() => {}} />);
  await page.user.type(screen.getByRole("textbox", { name: "Email addresses" }), emails);
  await page.user.click(screen.getByRole("button", { name: "Copy invite link" }));
  await page.settle();
}

test("one link alone is copied as it is", async () => {
  await invite("ana@example.com taken@example.com");

  expect(clipboard.copied).toEqual(["link:ana@example.com"]);
});

test("several links are copied with their addresses, line by line", async () => {
  await invite("ana@example.com ben@example.com");

  expect(clipboard.copied).toEqual([
    "ana@example.com link:ana@example.com\nben@example.com link:ben@example.com",
  ]);
});
