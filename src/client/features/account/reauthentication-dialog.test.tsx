import { openPage } from "../../testing/page.tsx";
import { act, fireEvent, screen } from "@testing-library/react";
import { expect, mock, test } from "bun:test";
import { requestReauthentication } from "../../api/reauthentication-request.ts";
import { refusal, tooMany } from "../../testing/fake-server.ts";
import { ReauthenticationDialog } from "./reauthentication-dialog.tsx";

const page = openPage();

/** Makes a call that is refused until the user has confirmed their identity. */
async function ask({ hasSecondStep = false } = {}) {
  page.server.answers = {
    "account.secondStep": () => ({
      on: hasSecondStep,
      isReadable: true,
      recoveryCodesLeft: 8,
      required: false,
    }),
    "account.prove": () => ({}),
  };
  page.draw(<ReauthenticationDialog />);
  const onAnswer = mock((_isProven: boolean) => {});
  await act(async () => void requestReauthentication().then(onAnswer));
  await page.settle();
  return onAnswer;
}

async function confirm() {
  await page.user.click(screen.getByRole("button", { name: "Confirm" }));
  await page.settle();
}

function password() {
  return screen.getByLabelText<HTMLInputElement>("Your password");
}

function proofs() {
  return page.server.inputs("account.prove");
}

/** The texts of all alerts. */
function alerts() {
  return screen.getAllByRole("alert").flatMap(({ textContent }) => textContent || []);
}

test("the window is there only while somebody is asked", async () => {
  page.draw(<ReauthenticationDialog />);

  expect(screen.queryByRole("dialog")).toBeNull();
});

test("the right password answers with yes, and the window goes", async () => {
  const onAnswer = await ask();

  await page.user.type(password(), "four fresh apples");
  await confirm();

  expect(proofs()).toEqual([{ password: "four fresh apples", code: null }]);
  expect(onAnswer.mock.calls).toEqual([[true]]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a code is asked for only where there is a second step", async () => {
  await ask();

  expect(screen.queryByRole("textbox", { name: "Code" })).toBeNull();
});

test("where there is a second step the code goes along", async () => {
  await ask({ hasSecondStep: true });

  await page.user.type(password(), "four fresh apples");
  await page.user.type(screen.getByRole("textbox", { name: "Code" }), "123456");
  await confirm();

  expect(proofs()).toEqual([{ password: "four fresh apples", code: "123456" }]);
});

test("without a password nothing is sent", async () => {
  await ask();

  await confirm();

  expect(alerts()).toEqual(["Enter your password."]);
  expect(proofs()).toEqual([]);
});

test("without a code nothing is sent where one is needed", async () => {
  await ask({ hasSecondStep: true });

  await page.user.type(password(), "four fresh apples");
  await confirm();

  expect(alerts()).toEqual(["Enter the code."]);
  expect(proofs()).toEqual([]);
});

test("while it is checked it is not sent again", async () => {
  await ask();
  page.server.answers["account.prove"] = () => new Promise(() => {});
  await page.user.type(password(), "four fresh apples");
  await confirm();

  await page.user.click(screen.getByRole("button", { name: "Confirming…" }));
  await page.settle();

  expect(proofs()).toHaveLength(1);
});

test.each([
  ["a wrong password", refusal("wrong-password"), "That is not your password."],
  ["too many tries", tooMany(), "Too many attempts. Wait a moment, then try again."],
])("%s says so, and the question stays", async (_case, failure, words) => {
  const onAnswer = await ask();
  page.server.answers["account.prove"] = () => {
    throw failure;
  };

  await page.user.type(password(), "wrong");
  await confirm();

  expect(alerts()).toEqual([words]);
  expect(onAnswer).not.toHaveBeenCalled();
});

test("Cancel answers with no", async () => {
  const onAnswer = await ask();

  await page.user.click(screen.getByRole("button", { name: "Cancel" }));
  await page.settle();

  expect(onAnswer.mock.calls).toEqual([[false]]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("Escape answers with no", async () => {
  const onAnswer = await ask();

  fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true }));
  await page.settle();

  expect(onAnswer.mock.calls).toEqual([[false]]);
});

test("a form around the window hears nothing of it", async () => {
  page.server.answers = { "account.prove": () => ({}) };
  const onOuter = mock();
  page.draw(
    <div onSubmit={onOuter}>
      <ReauthenticationDialog />
    </div>,
  );
  await act(async () => void requestReauthentication());

  fireEvent.submit(screen.getByRole("form", { name: "Confirm it's you" }));

  expect(onOuter).not.toHaveBeenCalled();
});
