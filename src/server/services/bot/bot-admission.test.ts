import { describe, expect, test } from "bun:test";
import { type BotBudget, botBudget } from "#domain/bot/bot-budget.ts";
import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { BotFailure } from "../../bots/contract/bot-failure.ts";
import { type AdmissionRequest, createBotAdmission } from "./bot-admission.ts";

const MINUTE = 60_000;
const NEVER = new AbortController().signal;
const asker = (changed: Partial<AdmissionRequest> = {}): AdmissionRequest => ({
  orgId: "org_1",
  sessionId: "ses_1",
  customerId: "cus_1",
  endpoint: "org_1 at https://bot.example",
  ...changed,
});

function admissionAt(changed: Partial<BotBudget> = {}) {
  const clock = { at: 1_000 };
  const admission = createBotAdmission({ ...botBudget(1_000_000), ...changed }, () => clock.at);
  const outcomeOf = async (who: AdmissionRequest): Promise<BotFailureCause | "admitted"> => {
    try {
      (await admission.admit(who, NEVER)).end(null, 100);
      return "admitted";
    } catch (error) {
      if (error instanceof BotFailure) return error.reason;
      throw error;
    }
  };
  return { clock, admission, outcomeOf };
}

describe("what a chatbot may be asked", () => {
  test("lets a chat be answered twenty times in ten minutes, and others go on", async () => {
    const { clock, outcomeOf } = admissionAt();
    for (let at = 0; at < 20; at += 1) expect(await outcomeOf(asker())).toBe("admitted");

    expect(await outcomeOf(asker())).toBe("over-budget");
    expect(await outcomeOf(asker({ sessionId: "ses_2" }))).toBe("admitted");
    clock.at += 10 * MINUTE;
    expect(await outcomeOf(asker())).toBe("admitted");
  });

  test("holds a customer who opens chat after chat, and a company that is asked by everybody", async () => {
    const few = admissionAt({
      perCustomer: { count: 2, ms: MINUTE },
      perOrganization: { count: 3, ms: MINUTE },
    });
    const chat = (number: number, customerId: AdmissionRequest["customerId"]) =>
      few.outcomeOf(asker({ sessionId: `ses_${number}`, customerId }));

    expect([await chat(1, "cus_1"), await chat(2, "cus_1")]).toEqual(["admitted", "admitted"]);
    expect([await chat(3, "cus_1"), await chat(4, "cus_2")]).toEqual(["over-budget", "admitted"]);
    expect(await chat(5, "cus_3")).toBe("over-budget");
    expect(await few.outcomeOf(asker({ orgId: "org_2", customerId: "cus_9", sessionId: "ses_9" }))).toBe(
      "admitted",
    );
  });

  test("stops for the day when a company's tokens are used up, by question and answer together", async () => {
    const { clock, admission, outcomeOf } = admissionAt({ tokens: { count: 1_000, ms: 24 * 60 * MINUTE } });
    (await admission.admit(asker(), NEVER)).end(null, 4_000);

    expect(await outcomeOf(asker({ sessionId: "ses_2", customerId: "cus_2" }))).toBe("over-budget");
    clock.at += 24 * 60 * MINUTE;
    expect(await outcomeOf(asker())).toBe("admitted");
  });

  test("leaves a server alone for a minute after five failures on end, and says what failed", async () => {
    const { clock, admission, outcomeOf } = admissionAt();
    const fail = async () => (await admission.admit(asker(), NEVER)).end("timeout", 0);
    for (let at = 0; at < 4; at += 1) await fail();
    expect(await outcomeOf(asker())).toBe("admitted");
    for (let at = 0; at < 5; at += 1) await fail();

    expect(await outcomeOf(asker())).toBe("timeout");
    // Different settings have a queue of their own.
    expect(await outcomeOf(asker({ endpoint: "org_1 at https://other.example" }))).toBe("admitted");
    clock.at += MINUTE;
    await fail();
    expect(await outcomeOf(asker())).toBe("timeout");
  });

  test("a question that a model cannot answer says nothing of the server", async () => {
    const { admission, outcomeOf } = admissionAt();
    for (const cause of ["question-too-long", "answer-too-long", "content-filter"] as const)
      for (let at = 0; at < 5; at += 1) (await admission.admit(asker(), NEVER)).end(cause, 0);

    expect(await outcomeOf(asker())).toBe("admitted");
  });

  test("an answer that was called off says nothing of the server", async () => {
    const { admission, outcomeOf } = admissionAt();
    for (let at = 0; at < 4; at += 1) (await admission.admit(asker(), NEVER)).end("cut", 0);
    (await admission.admit(asker(), NEVER)).end("stopped", 0);
    (await admission.admit(asker(), NEVER)).end("cut", 0);

    expect(await outcomeOf(asker())).toBe("cut");
  });

  test("asks so many at a time, the others in the order they came, and forgets who waits no longer", async () => {
    const { admission } = admissionAt({ maxConcurrent: 1 });
    const first = await admission.admit(asker(), NEVER);
    const cancel = new AbortController();
    const entered: string[] = [];
    const cancelled = admission.admit(asker(), cancel.signal).catch((error: unknown) => error);
    const second = admission.admit(asker(), NEVER).then((admitted) => {
      entered.push("second");
      return admitted;
    });
    const third = admission.admit(asker(), NEVER).then(() => entered.push("third"));
    cancel.abort(new Error("stopped"));
    expect(await cancelled).toEqual(new Error("stopped"));
    // A different company does not wait in this queue.
    (await admission.admit(asker({ orgId: "org_2" }), NEVER)).end(null, 0);
    expect(entered).toEqual([]);

    first.end(null, 0);
    (await second).end(null, 0);
    await third;
    expect(entered).toEqual(["second", "third"]);
  });
});
