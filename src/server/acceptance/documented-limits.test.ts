import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { SITE_MAX_LENGTH, SITES_MAX } from "#domain/settings/allowed-sites.ts";
import { ARTICLES_MAX, ARTICLE_TEXT_MAX_LENGTH, ARTICLE_TITLE_MAX_LENGTH } from "#domain/model/article.ts";
import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "#domain/model/customer.ts";
import { HOUR, MINUTE, SECOND } from "#domain/model/instant.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "#domain/security/password-rule.ts";
import { needsReauthentication } from "#domain/security/reauthentication.ts";
import {
  BOT_TIMEOUT_MAX_MS,
  CAPACITY_MAX,
  DAYS_OFF_MAX,
  HOURS_OF_DAY_MAX,
  INSTRUCTIONS_MAX_LENGTH,
  KEEP_MAX_DAYS,
  SESSION_LIMIT_MAX_MS,
} from "#domain/model/settings.ts";
import { MODEL_MAX_LENGTH, TOKEN_MAX_LENGTH, URL_MAX_LENGTH } from "#domain/settings/bot-schema.ts";
import { GREETING_MAX_LENGTH } from "#domain/settings/widget-schema.ts";
import { advice, expectListed } from "../../../test/advice.ts";
import { LOGIN_IDLE_MS, LOGIN_TOTAL_MS } from "../auth/logins/login-lifetime.ts";
import { LIMITS } from "../http/limits/limits.ts";

const ROOT = join(import.meta.dir, "../../..");
const page = await Bun.file(join(ROOT, "docs/rules.md")).text();

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

/** Every limit of what is typed, by its constant: the row on the page, and the figure in its unit. */
const TYPED: Readonly<Record<string, readonly [row: string, figure: number]>> = {
  MESSAGE_MAX_LENGTH: ["a message, in characters", MESSAGE_MAX_LENGTH],
  NAME_MAX_LENGTH: ["a name", NAME_MAX_LENGTH],
  EMAIL_MAX_LENGTH: ["an e-mail address", EMAIL_MAX_LENGTH],
  PASSWORD_MAX_LENGTH: ["a password", PASSWORD_MAX_LENGTH],
  GREETING_MAX_LENGTH: ["a greeting", GREETING_MAX_LENGTH],
  URL_MAX_LENGTH: ["a chatbot's address", URL_MAX_LENGTH],
  MODEL_MAX_LENGTH: ["a chatbot's model", MODEL_MAX_LENGTH],
  TOKEN_MAX_LENGTH: ["a chatbot's token", TOKEN_MAX_LENGTH],
  INSTRUCTIONS_MAX_LENGTH: ["a chatbot's instructions", INSTRUCTIONS_MAX_LENGTH],
  ARTICLE_TITLE_MAX_LENGTH: ["an article's title", ARTICLE_TITLE_MAX_LENGTH],
  ARTICLE_TEXT_MAX_LENGTH: ["an article's text", ARTICLE_TEXT_MAX_LENGTH],
  ARTICLES_MAX: ["articles of a company", ARTICLES_MAX],
  SITES_MAX: ["allowed sites", SITES_MAX],
  SITE_MAX_LENGTH: ["an allowed site", SITE_MAX_LENGTH],
  HOURS_OF_DAY_MAX: ["hours on one day of the week", HOURS_OF_DAY_MAX],
  DAYS_OFF_MAX: ["days off", DAYS_OFF_MAX],
  CAPACITY_MAX: ["chats of one agent", CAPACITY_MAX],
  SESSION_LIMIT_MAX_MS: ["the end of an idle chat, in s", SESSION_LIMIT_MAX_MS / SECOND],
  BOT_TIMEOUT_MAX_MS: ["a chatbot's timeout, in s", BOT_TIMEOUT_MAX_MS / SECOND],
  KEEP_MAX_DAYS: ["days a chat is kept", KEEP_MAX_DAYS],
};

/** Limits that are part of another one's pattern, or of what the program counts by itself. */
const NOT_TYPED = ["PORT_MAX", "CHANNEL_MAX", "PROOF_MAX_AGE_MS", "PREDICTABLE_MAX", "ARTICLE_VERSIONS_MAX"];

test("every limit of what is typed is compared with the page", () => {
  const files = new Glob("src/domain/{model,security,settings}/*.ts").scanSync(ROOT);
  const limits = [...files].flatMap((file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/^(?:export )?const (\w+_MAX(?:_\w+)?)\b/gm)].map(
      ([, name = ""]) => name,
    ),
  );

  const fix = advice`Give each of these its row in TYPED in ${"src/server/acceptance/documented-limits.test.ts"}, and the same row in ${"docs/rules.md"}.`;
  expectListed({ found: limits, listed: [...Object.keys(TYPED), ...NOT_TYPED], fix });
});

const PER_HOUR = 3_600;
const PER_MINUTE = 60;

test.each([
  ...Object.values(TYPED),
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
