import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { screen } from "@testing-library/react";
import type { ComponentProps } from "react";
import { SaveBar } from "./save-bar.tsx";

const page = openPage();

const strings = {
  unsaved: "Unsaved changes",
  discard: "Discard",
  save: "Save",
  saving: "Saving…",
  saved: "Saved",
};

function drawBar(props: Partial<ComponentProps<typeof SaveBar>> = {}) {
  const onDiscard = mock();
  page.draw(
    <SaveBar
      isDirty={false}
      isBusy={false}
      isSaved={false}
      problem={null}
      strings={strings}
      onDiscard={onDiscard}
      {...props}
    />,
  );
  return { onDiscard };
}

function noteText() {
  return screen.getByRole("status").textContent;
}

function button(name: string) {
  return screen.getByRole<HTMLButtonElement>("button", { name });
}

test("with nothing typed there is nothing to say, to save or to discard", () => {
  drawBar();

  expect(noteText()).toBe("");
  expect(button("Save").disabled).toBe(true);
  expect(button("Discard").disabled).toBe(true);
});

test("what was typed can be saved or discarded, and is called unsaved", async () => {
  const { onDiscard } = drawBar({ isDirty: true });

  expect(noteText()).toBe("Unsaved changes");
  expect(button("Save").disabled).toBe(false);
  await page.user.click(button("Discard"));
  expect(onDiscard).toHaveBeenCalledTimes(1);
});

test("why it was not saved is said before that something is unsaved", () => {
  drawBar({ isDirty: true, problem: "Not saved. Try again." });

  expect(noteText()).toBe("Not saved. Try again.");
});

test("that something is unsaved is said before that something was saved", () => {
  drawBar({ isDirty: true, isSaved: true });

  expect(noteText()).toBe("Unsaved changes");
});

test("what was saved is called saved once nothing is unsaved", () => {
  drawBar({ isSaved: true });

  expect(noteText()).toBe("Saved");
});

test("while it saves nothing can be discarded, and the button keeps the focus", () => {
  drawBar({ isDirty: true, isBusy: true });

  expect(button("Discard").disabled).toBe(true);
  expect(button("Saving…").disabled).toBe(false);
  expect(button("Saving…").getAttribute("aria-disabled")).toBe("true");
});
