import { openPage } from "../../testing/page.tsx";
import { afterEach, beforeEach, expect, type Mock, mock, spyOn, test } from "bun:test";
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { useUnsavedChangesGuard } from "./use-unsaved-changes-guard.ts";

const page = openPage();

let asked: Mock<typeof confirm>;
let answer: boolean;

beforeEach(() => {
  answer = false;
  asked = spyOn(globalThis, "confirm").mockImplementation(() => answer);
});

afterEach(() => {
  asked.mockRestore();
});

const QUESTION = "Leave without saving?";

function Form({ question }: { question: string }) {
  const [isSaved, setSaved] = useState(false);
  useUnsavedChangesGuard(isSaved ? null : question);
  return (
    <nav>
      <a href="/elsewhere">Elsewhere</a>
      <a href="/elsewhere" target="_blank" rel="noreferrer">
        New tab
      </a>
      <a href={`${location.pathname}#more`}>Further down</a>
      <button type="button" onClick={() => setSaved(true)}>
        Save
      </button>
    </nav>
  );
}

function drawForm() {
  const follow = mock();
  const { container } = page.draw(<Form question={QUESTION} />);
  // The router listens here: below the document, which the guard listens on.
  container.addEventListener("click", (event) => {
    follow();
    event.preventDefault();
  });
  return { follow };
}

function link(name: string) {
  return screen.getByRole("link", { name });
}

/** Closes the page. @returns whether the browser would ask first */
function closesWithQuestion() {
  return !fireEvent(window, new Event("beforeunload", { cancelable: true }));
}

test("a link that leads away is not followed until the question is answered with yes", () => {
  const { follow } = drawForm();

  fireEvent.click(link("Elsewhere"));
  expect(asked.mock.calls).toEqual([[QUESTION]]);
  expect(follow).not.toHaveBeenCalled();

  answer = true;
  fireEvent.click(link("Elsewhere"));
  expect(follow).toHaveBeenCalledTimes(1);
});

test("once it is saved nothing is asked", async () => {
  const { follow } = drawForm();
  await page.user.click(screen.getByRole("button", { name: "Save" }));
  follow.mockClear();

  fireEvent.click(link("Elsewhere"));

  expect(asked).not.toHaveBeenCalled();
  expect(follow).toHaveBeenCalledTimes(1);
  expect(closesWithQuestion()).toBe(false);
});

test("closing the page with something unsaved makes the browser ask", () => {
  drawForm();

  expect(closesWithQuestion()).toBe(true);
});

test.each(["New tab", "Further down"])("“%s” leaves nothing behind and is not asked about", (name) => {
  const { follow } = drawForm();

  fireEvent.click(link(name));

  expect(asked).not.toHaveBeenCalled();
  expect(follow).toHaveBeenCalledTimes(1);
});

test.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])(
  "a click that opens a tab or window of its own is not asked about: %p",
  (modifier) => {
    drawForm();

    fireEvent.click(link("Elsewhere"), modifier);

    expect(asked).not.toHaveBeenCalled();
  },
);

test("a click on what is no link is not asked about", () => {
  const { follow } = drawForm();

  fireEvent.click(screen.getByRole("button", { name: "Save" }));

  expect(asked).not.toHaveBeenCalled();
  expect(follow).toHaveBeenCalledTimes(1);
});
