import { expect, test } from "bun:test";
import { ConnectionLost, toServerError } from "#transport/call-failure.ts";
import { explainCallFailure } from "./explain-call-failure.ts";

const TEXTS = { refusals: { "email-taken": "taken" }, failed: "failed" } as const;

const refused = (refusal: string) => toServerError({ data: { httpStatus: 409, refusal } });
const tooMany = toServerError({ data: { httpStatus: 429, retryAfterMs: 1_200 } });
const stumbled = toServerError({ data: { httpStatus: 500 } });

test("a refusal is told in the screen's own words, and one it has none for as a failure", () => {
  expect(explainCallFailure(refused("email-taken"), TEXTS)).toBe("taken");
  expect(explainCallFailure(refused("last-admin"), TEXTS)).toBe("failed");
  expect(explainCallFailure(refused("toString"), TEXTS)).toBe("failed");
  expect(explainCallFailure(stumbled, TEXTS)).toBe("failed");
});

test("waiting and no answer are told apart where the screen has words for them", () => {
  const more = { ...TEXTS, wait: (seconds: number) => `wait ${seconds}`, unanswered: "unanswered" };
  expect(explainCallFailure(tooMany, more)).toBe("wait 2");
  expect(explainCallFailure(tooMany, { ...TEXTS, wait: "wait" })).toBe("wait");
  expect(explainCallFailure(new ConnectionLost(), more)).toBe("unanswered");
  for (const error of [tooMany, new ConnectionLost()])
    expect(explainCallFailure(error, TEXTS)).toBe("failed");
});
