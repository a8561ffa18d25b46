import { expect, test } from "bun:test";
import { Glob } from "bun";
import { join, resolve } from "node:path";
import type { Ids } from "#server/testing/access-matrix/test-organization.ts";
import { PROCEDURES, specimenOf } from "#server/testing/access-matrix/run-matrix.ts";
import { advice, expectListed } from "../../test/advice.ts";

const ROOT = resolve(import.meta.dir, "../..");
const HOSTILE = "<img src=x onerror=alert(1)>";
const UUID = "00000000-0000-4000-8000-000000000000";
const IDS: Ids = {
  sessionId: "ses_1",
  customerId: "cus_1",
  memberId: "mem_1",
  invitationId: "inv_1",
  inviteToken: UUID,
  setUpToken: UUID,
  resetToken: UUID,
  loginId: "session_1",
  code: "000000",
  switchNo: 1,
  articleId: "art_1",
};

const HASHED = "is stored as a hash";
const NOT_STORED = "is compared or sent on, never stored";

/** Texts that the attack `xss` does not try, each with the reason. */
const NOT_TRIED: Readonly<Record<string, string>> = {
  "settings.testChatbot.model": NOT_STORED,
  "settings.testChatbot.instructions": NOT_STORED,
  "settings.testChatbot.name": NOT_STORED,
  "settings.testChatbot.token": NOT_STORED,
  "settings.setChatbot.token": "only its last four characters are shown",
  "agent.setPublicName.publicName": "is shown where account.join.name is",
  "team.setPublicName.publicName": "is shown where account.join.name is",
  "account.setUp.token": NOT_STORED,
  "account.setUp.companyName": "is shown where settings.setWidget.companyName is",
  "account.setUp.name": "is shown where account.join.name is",
  "account.setUp.password": HASHED,
  "account.join.token": NOT_STORED,
  "account.joinWithAccount.token": NOT_STORED,
  "account.joinWithAccount.name": "is shown where account.join.name is",
  "account.join.password": HASHED,
  "account.resetPassword.token": NOT_STORED,
  "account.resetPassword.password": HASHED,
  "account.changePassword.current": NOT_STORED,
  "account.changePassword.next": HASHED,
  "account.prove.password": NOT_STORED,
  "account.prove.code": NOT_STORED,
  "account.confirmSecondStep.code": NOT_STORED,
  "privacy.eraseCompany.name": NOT_STORED,
  "session.leaveMessage.text": "is shown where message.send.text is",
};

const TRY_IT = advice`Somebody types these, and nobody has tried hostile ones: let an attack in ${"attack/xss/xss-attacks.ts"} send each payload in it and look at every page that shows it. What no page shows is named in NOT_TRIED in ${"src/structure/attacked-texts.test.ts"}, with the reason.`;

interface Parser {
  "~standard": { validate: (input: unknown) => { issues?: unknown } };
}

/** The fields of mutations that take markup, as `router.procedure.field`. */
function textFields(): string[] {
  return Object.entries(PROCEDURES).flatMap(([path, { _def }]) => {
    const [parser] = _def.inputs as Parser[];
    if (_def.type !== "mutation" || parser === undefined) return [];
    const input = specimenOf(path).input(IDS);
    const takes = (field: string) =>
      parser["~standard"].validate({ ...input, [field]: HOSTILE }).issues === undefined;
    return Object.keys(input).flatMap((field) => (takes(field) ? [`${path}.${field}`] : []));
  });
}

test("every text that somebody types is tried with hostile ones", async () => {
  expect(textFields()).toContain("settings.setWidget.greeting");
  expect(textFields()).not.toContain("settings.setWidget.brandColour");

  const files = [...new Glob("attack/xss/*.ts").scanSync(ROOT)];
  const code = (await Promise.all(files.map((file) => Bun.file(join(ROOT, file)).text()))).join("\n");
  const untried = textFields().filter((field) => {
    const [, procedure = "", name = ""] = field.split(".");
    return !(
      new RegExp(String.raw`\b${procedure}\b`).test(code) && new RegExp(String.raw`\b${name}\b`).test(code)
    );
  });

  expectListed({ found: untried, listed: Object.keys(NOT_TRIED), fix: TRY_IT });
});
