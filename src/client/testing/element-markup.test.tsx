import { openPage } from "./page.tsx";
import { screen } from "@testing-library/react";
import { expect, test } from "bun:test";

const page = openPage();

function failing() {
  expect(screen.getByRole("button")).toBeNull();
}

test("an expectation that fails on an element prints its HTML, and no more", () => {
  page.draw(<button type="button">{"Send".repeat(500)}</button>);

  expect(failing).toThrow('Received: <button type="button">SendSend');
  try {
    failing();
  } catch (failure) {
    expect(String(failure).length).toBeLessThan(700);
  }
});
