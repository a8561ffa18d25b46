import { openPage } from "../testing/page.tsx";
import { expect, test } from "bun:test";
import { CountBadge } from "./count-badge.tsx";

const page = openPage();

/** The count that the stylesheet draws, so it cannot be found by its text. */
function drawn(count: number) {
  const { container } = page.draw(<CountBadge of={count} />);
  return container.querySelector("[data-count]")?.getAttribute("data-count") ?? null;
}

test("nothing counted draws nothing", () => {
  expect(drawn(0)).toBeNull();
});

test("a count is drawn as it is up to 99, and as 99+ above", () => {
  expect(drawn(1)).toBe("1");
  expect(drawn(99)).toBe("99");
  expect(drawn(100)).toBe("99+");
});

test("the count is not read out: whoever shows it says it in words", () => {
  const { container } = page.draw(<CountBadge of={3} />);

  expect(container.firstElementChild?.getAttribute("aria-hidden")).toBe("true");
  expect(container.textContent).toBe("");
});
