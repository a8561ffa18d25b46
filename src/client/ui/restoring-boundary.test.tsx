import { openPage } from "../testing/page.tsx";
import { act, screen } from "@testing-library/react";
import { beforeEach, expect, mock, test } from "bun:test";
import { type ReactNode, useState } from "react";
import { stub } from "../testing/stub.ts";
import { RestoringBoundary } from "./restoring-boundary.tsx";

const page = openPage();

/** Errors that the boundary is to catch: one a render, for this many renders. */
let errorsLeft = 0;

beforeEach(() => {
  errorsLeft = 0;
  // React reports every caught error.
  stub(console, "error", () => undefined);
});

function throwIfPlanted(): void {
  if (errorsLeft === 0) return;
  errorsLeft -= 1;
  throw new Error("planted");
}

function Fragile() {
  const [count, setCount] = useState(0);
  if (count > 0) throwIfPlanted();
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      {`count ${count}`}
    </button>
  );
}

/** Shows a text beside an element, which is what breaks under translators. */
function SharedText() {
  const [isShown, setShown] = useState(true);
  return (
    <p>
      {isShown && "words"}
      <button type="button" onClick={() => setShown(!isShown)}>
        toggle
      </button>
    </p>
  );
}

function AlwaysBroken(): never {
  throw new Error("planted");
}

const button = (name: string) => screen.getByRole("button", { name });

test("a part that throws once comes back by itself, without what it had in memory", async () => {
  page.draw(
    <RestoringBoundary>
      <Fragile />
    </RestoringBoundary>,
  );
  errorsLeft = 2;
  await page.user.click(button("count 0"));

  expect(button("count 0")).toBeDefined();
  errorsLeft = 0;
  await page.user.click(button("count 0"));
  expect(button("count 1")).toBeDefined();
});

test("a node that somebody else took from the page does not take the page along", async () => {
  page.draw(
    <div translate="no">
      <RestoringBoundary>
        <SharedText />
      </RestoringBoundary>
      <p>beside</p>
    </div>,
  );
  const text = screen.getByText("words").firstChild;
  act(() => text?.remove());
  await page.user.click(button("toggle"));

  expect(screen.getByText("words")).toBeDefined();
  expect(screen.getByText("beside")).toBeDefined();
  expect(screen.getAllByRole("button")).toHaveLength(1);
});

test("what never works is given up", async () => {
  const render = mock(() => {
    throw new Error("planted");
  });
  function Counted(): ReactNode {
    return render();
  }
  page.draw(
    <RestoringBoundary fallback={<p>given up</p>}>
      <Counted />
    </RestoringBoundary>,
  );
  await page.settle();

  expect(screen.getByText("given up")).toBeDefined();
  expect(render.mock.calls.length).toBeGreaterThan(1);
  expect(render.mock.calls.length).toBeLessThan(20);
});

test("without a way to show that, the boundary around it answers", () => {
  page.draw(
    <RestoringBoundary fallback={<p>outer</p>}>
      <RestoringBoundary>
        <AlwaysBroken />
      </RestoringBoundary>
    </RestoringBoundary>,
  );

  expect(screen.getByText("outer")).toBeDefined();
});

test("errors long apart do not add up", async () => {
  page.draw(
    <RestoringBoundary fallback={<p>given up</p>}>
      <Fragile />
    </RestoringBoundary>,
  );
  for (let round = 0; round < 6; round += 1) {
    errorsLeft = 2;
    await page.user.click(button("count 0"));
    errorsLeft = 0;
    await page.pass(10_000);
  }

  expect(screen.queryByText("given up")).toBeNull();
});
