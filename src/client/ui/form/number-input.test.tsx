import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { screen } from "@testing-library/react";
import { NumberInput } from "./number-input.tsx";

const page = openPage();

/** Renders an input for a number from 1 to 50, with the value 4. */
function drawNumber() {
  const onCommit = mock((_value: number) => {});
  const onFaulty = mock((_isFaulty: boolean) => {});
  page.draw(
    <NumberInput aria-label="Chats" value={4} min={1} max={50} onCommit={onCommit} onFaulty={onFaulty} />,
  );
  const input = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Chats" });
  return {
    input,
    onCommit,
    onFaulty,
    async retype(text: string) {
      await page.user.clear(input);
      if (text !== "") await page.user.type(input, text);
    },
  };
}

test("a number is handed over a moment after the last key, and not before", async () => {
  const { onCommit, retype } = drawNumber();

  await retype("1");
  await page.pass(500);
  await page.user.keyboard("2");
  await page.pass(500);
  expect(onCommit).not.toHaveBeenCalled();

  await page.pass(300);
  expect(onCommit.mock.calls).toEqual([[12]]);
});

test("Enter hands a number over at once, and only once", async () => {
  const { onCommit, retype } = drawNumber();

  await retype("12");
  await page.user.keyboard("{Enter}");
  expect(onCommit.mock.calls).toEqual([[12]]);

  await page.pass(5_000);
  expect(onCommit).toHaveBeenCalledTimes(1);
});

test("leaving the field hands the number over", async () => {
  const { onCommit, retype } = drawNumber();

  await retype("12");
  await page.user.tab();

  expect(onCommit.mock.calls).toEqual([[12]]);
});

test("passing through without typing hands nothing over", async () => {
  const { input, onCommit } = drawNumber();

  await page.user.click(input);
  await page.user.tab();
  await page.pass(5_000);

  expect(onCommit).not.toHaveBeenCalled();
});

test.each(["", "0", "51", "1.5", "-3"])(
  "“%s” is no whole number within bounds: it is faulty and is not handed over",
  async (typed) => {
    const { input, onCommit, onFaulty, retype } = drawNumber();

    await retype(typed);
    await page.pass(5_000);
    await page.user.keyboard("{Enter}");
    await page.user.tab();

    expect(onCommit).not.toHaveBeenCalled();
    expect(onFaulty).toHaveBeenLastCalledWith(true);
    expect(input).toHaveProperty("value", typed);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  },
);

test.each(["1", "50"])("%s is within bounds", async (typed) => {
  const { input, onCommit, onFaulty, retype } = drawNumber();

  await retype(typed);
  expect(onFaulty).toHaveBeenLastCalledWith(false);
  expect(input.getAttribute("aria-invalid")).not.toBe("true");

  await page.user.keyboard("{Enter}");
  expect(onCommit.mock.calls).toEqual([[Number(typed)]]);
});

test("Escape gives up what was typed, and its fault", async () => {
  const { input, onCommit, onFaulty, retype } = drawNumber();

  await retype("99");
  await page.user.keyboard("{Escape}");
  await page.pass(5_000);

  expect(input.value).toBe("4");
  expect(onFaulty).toHaveBeenLastCalledWith(false);
  expect(onCommit).not.toHaveBeenCalled();
});

test("an empty field is no number, also where zero would be one", async () => {
  const onFaulty = mock((_isFaulty: boolean) => {});
  page.draw(
    <NumberInput aria-label="Chats" value={4} min={0} max={50} onCommit={() => {}} onFaulty={onFaulty} />,
  );

  await page.user.clear(screen.getByRole("spinbutton", { name: "Chats" }));

  expect(onFaulty).toHaveBeenLastCalledWith(true);
});
