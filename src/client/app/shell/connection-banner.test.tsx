import { act } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { connectionState } from "../../api/connection-state.ts";
import { openPage } from "../../testing/page.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";

const page = openPage();

describe("the banner of the connection", () => {
  test.each([
    ["connecting", ""],
    ["connected", ""],
    ["lost", "Reconnecting… You can keep writing."],
    ["upToDate", "Up to date"],
  ] as const)("says what matters: %s", (state, words) => {
    const { container } = page.draw(<ConnectionBanner />);
    act(() => connectionState.set(state));

    expect(container.textContent).toBe(words);
  });
});
