import { screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { refusal, serverError } from "../../testing/fake-server.ts";
import { openPage } from "../../testing/page.tsx";
import { AcceptNextButton } from "./accept-next-button.tsx";

const page = openPage();

const MARIA = { customerId: "cus_maria", customerName: "Maria", sessionId: "ses_maria" } as const;

async function accept(answer: () => typeof MARIA) {
  const onAccepted = mock();
  page.server.answers = { "agent.acceptNext": answer };
  page.draw(<AcceptNextButton onAccepted={onAccepted} />);
  await page.user.click(button());
  await page.settle();
  return onAccepted;
}

const button = () => screen.getByRole<HTMLButtonElement>("button", { name: "Accept next" });
const problem = () => screen.getByRole("status").textContent;

function failing(failure: Error) {
  return () => {
    throw failure;
  };
}

describe("accepting whoever is next", () => {
  test("opens their chat", async () => {
    const onAccepted = await accept(() => MARIA);

    expect(onAccepted.mock.calls).toEqual([["cus_maria"]]);
    expect(problem()).toBe("");
  });

  test("cannot be asked for twice at once", async () => {
    page.server.answers = { "agent.acceptNext": () => new Promise(() => {}) };
    page.draw(<AcceptNextButton onAccepted={mock()} />);
    await page.user.click(button());
    await page.settle();

    expect(button().disabled).toBe(true);
  });

  test.each([
    [
      "nobody waits any more, or only who has left",
      refusal("nobody-waiting"),
      "No one is waiting on the page now.",
    ],
    ["somebody was quicker", refusal("already-taken", "Ken"), "Ken took this one."],
    ["it did not work", serverError(), "That did not work."],
  ])("says so when %s", async (_why, failure, words) => {
    const onAccepted = await accept(failing(failure));

    expect(problem()).toBe(words);
    expect(onAccepted).not.toHaveBeenCalled();
  });

  test("forgets what went wrong before when it is tried again", async () => {
    await accept(failing(refusal("nobody-waiting")));
    page.server.answers = { "agent.acceptNext": () => new Promise(() => {}) };
    await page.user.click(button());
    await page.settle();

    expect(problem()).toBe("");
  });
});
