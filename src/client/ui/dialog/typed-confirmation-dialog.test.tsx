import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { screen } from "@testing-library/react";
import { TypedConfirmationDialog } from "./typed-confirmation-dialog.tsx";

const page = openPage();

const strings = {
  type: "Type the name",
  wrong: "That is not the name.",
  cancel: "Cancel",
  confirm: "Erase permanently",
  working: "Erasing…",
};

function drawDialog({ word = "Zoë & Co", problem = null as string | null, isWorking = false } = {}) {
  const onConfirm = mock();
  const onClose = mock();
  page.draw(
    <TypedConfirmationDialog
      title="Erase?"
      word={word}
      strings={strings}
      problem={problem}
      isWorking={isWorking}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>Everything goes.</p>
    </TypedConfirmationDialog>,
  );
  return { onConfirm, onClose };
}

async function typeAndConfirm(text: string, button = "Erase permanently") {
  await page.user.type(screen.getByRole("textbox", { name: "Type the name" }), text);
  await page.user.click(screen.getByRole("button", { name: button }));
}

test.each(["Zoë & Co", "  zoë & CO ", "Zoe\u0308 & Co"])("“%s” is the word, and confirms", async (typed) => {
  const { onConfirm } = drawDialog();

  await typeAndConfirm(typed);

  expect(onConfirm).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole("alert")).toBeNull();
});

test.each(["Zoë", "Zoe & Co", "Zoë & Co!"])(
  "“%s” is another word: nothing is confirmed, and it says so",
  async (typed) => {
    const { onConfirm } = drawDialog();

    await typeAndConfirm(typed);

    expect(onConfirm).not.toHaveBeenCalled();
    expect(screen.getByRole("alert").textContent).toBe("That is not the name.");
  },
);

test("nothing typed confirms nothing", async () => {
  const { onConfirm } = drawDialog();

  await page.user.click(screen.getByRole("button", { name: "Erase permanently" }));

  expect(onConfirm).not.toHaveBeenCalled();
  expect(screen.getByRole("alert").textContent).toBe("That is not the name.");
});

test("while it is carried out it cannot be confirmed again", async () => {
  const { onConfirm } = drawDialog({ isWorking: true });

  await typeAndConfirm("Zoë & Co", "Erasing…");

  expect(onConfirm).not.toHaveBeenCalled();
});

test("why it did not work is read out", () => {
  drawDialog({ problem: "Not erased. Try again." });

  expect(screen.getByRole("alert").textContent).toBe("Not erased. Try again.");
});

test("Cancel closes and confirms nothing", async () => {
  const { onConfirm, onClose } = drawDialog();

  await page.user.click(screen.getByRole("button", { name: "Cancel" }));

  expect(onClose).toHaveBeenCalledTimes(1);
  expect(onConfirm).not.toHaveBeenCalled();
});
