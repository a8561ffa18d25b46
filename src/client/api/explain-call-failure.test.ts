import { expect, test } from "bun:test";
import { ConnectionLost, toServerError } from "#transport/call-failure.ts";
import { explainRefusal } from "./explain-call-failure.ts";

const TEXTS = { refusals: { "email-taken": "taken" }, failed: "failed" } as const;

const refused = (refusal: string) => toServerError({ data: { httpStatus: 409, refusal } });
const tooMany = toServerError({ data: { httpStatus: 429, retryAfterMs: 1_200 } });
const stumbled = toServerError({ data: { httpStatus: 500 } });

test("a refusal is told in the screen's own words, and one it has none for as a failure", () => {
  expect(explainRefusal(refused("email-taken"), TEXTS)).toBe("taken");
  expect(explainRefusal(refused("last-admin"), TEXTS)).toBe("failed");
  expect(explainRefusal(refused("toString"), TEXTS)).toBe("failed");
  expect(explainRefusal(stumbled, TEXTS)).toBe("failed");
});

test("waiting and no answer are told apart where the screen has words for them", () => {
  const more = { ...TEXTS, wait: (seconds: number) => `wait ${seconds}`, unanswered: "unanswered" };
  expect(explainRefusal(tooMany, more)).toBe("wait 2");
  expect(explainRefusal(tooMany, { ...TEXTS, wait: "wait" })).toBe("wait");
  expect(explainRefusal(new ConnectionLost(), more)).toBe("unanswered");
  for (const error of [tooMany, new ConnectionLost()]) expect(explainRefusal(error, TEXTS)).toBe("failed");
});
