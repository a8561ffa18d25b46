import { expect, test } from "bun:test";
import { SITES_MAX } from "#domain/settings/allowed-sites.ts";
import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import { HOUR, MINUTE, SECOND } from "#domain/model/instant.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "#domain/security/password-rule.ts";
import { needsReauthentication } from "#domain/security/reauthentication.ts";
import {
  BOT_TIMEOUT_MAX_MS,
  CAPACITY_MAX,
  INSTRUCTIONS_MAX_LENGTH,
  SESSION_LIMIT_MAX_MS,
} from "#domain/model/settings.ts";
import { advice } from "../../../test/advice.ts";
import { LOGIN_IDLE_MS, LOGIN_TOTAL_MS } from "../auth/logins/login-lifetime.ts";
import { LIMITS } from "../http/limits/limits.ts";

const page = await Bun.file(`${import.meta.dir}/../../../docs/rules.md`).text();

const ADD_ROW = advice`Add a row to ${"docs/rules.md"} that begins with`;
const SAY_FIGURE = advice`Say in ${"docs/rules.md"} what is true, or take the change back:`;

/** The first figure in the table row that begins with `row`. Cells in between are skipped. */
function figureOf(row: string): number {
  const line = page.split("\n").find((text) => text.startsWith(`| ${row} `));
  if (line === undefined) throw new Error(`${ADD_ROW} “${row}”.`);
  const cells = line.split("|").map((cell) => cell.trim());
  const figure = cells.slice(2).find((cell) => /^\d+( \w+)?$/.test(cell));
  return Number.parseInt(figure ?? "", 10);
}

const PER_HOUR = 3_600;
const PER_MINUTE = 60;

test.each([
  ["a message, in characters", MESSAGE_MAX_LENGTH],
  ["a name", NAME_MAX_LENGTH],
  ["an e-mail address", EMAIL_MAX_LENGTH],
  ["a password", PASSWORD_MAX_LENGTH],
  ["a chatbot's instructions", INSTRUCTIONS_MAX_LENGTH],
  ["allowed sites", SITES_MAX],
  ["chats of one agent", CAPACITY_MAX],
  ["the end of an idle chat, in s", SESSION_LIMIT_MAX_MS / SECOND],
  ["a chatbot's timeout, in s", BOT_TIMEOUT_MAX_MS / SECOND],
  ["a request's body or a frame, in KiB", LIMITS.bodyBytes / 1_024],
  ["calls in a frame or batch", LIMITS.callsPerBatch],
  ["sockets of a process", LIMITS.sockets.perInstance],
  ["sockets of an address", LIMITS.sockets.perAddress],
  ["sockets of a customer", LIMITS.sockets.perCustomer],
  ["sockets of a member", LIMITS.sockets.perMember],
  ["calls at once over a socket", LIMITS.socketCalls.capacity],
  ["calls at once by an address without a socket", LIMITS.httpCalls.capacity],
  ["chats an address opens at once", LIMITS.customerSessions.perAddress.capacity],
  ["chats an address opens in an hour", LIMITS.customerSessions.perAddress.refillPerSecond * PER_HOUR],
  [
    "chats a company's customers open in a minute",
    LIMITS.customerSessions.perOrganization.refillPerSecond * PER_MINUTE,
  ],
  ["messages of a customer at once", LIMITS.customerMessages.burst.capacity],
  ["messages of a customer in an hour", LIMITS.customerMessages.perHour.capacity],
  ["without use (an open page is use)", LOGIN_IDLE_MS / HOUR],
  ["in all", LOGIN_TOTAL_MS / HOUR],
])("the page says of %j what the program does: %d", (row, figure) => {
  expect(figureOf(row), `${SAY_FIGURE} ${figure} is what the program does.`).toBeCloseTo(figure, 6);
});

test("the page says how old a password may be before what matters", () => {
  const minutes = figureOf("before what matters asks for the password again");
  expect([
    needsReauthentication(0, minutes * MINUTE),
    needsReauthentication(0, minutes * MINUTE + 1),
  ]).toEqual([false, true]);
});

test("the page says how long a password is at least", () => {
  expect(page).toContain(`| ${PASSWORD_MIN_LENGTH} characters or more`);
});
