import { act, screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { connectionState } from "../../api/connection-state.ts";
import { openPage } from "../../testing/page.tsx";
import { ConnectionStatus } from "./connection-status.tsx";

const page = openPage();

describe("the status of the connection", () => {
  test.each([
    ["connecting", "Connecting…"],
    ["connected", "Connected"],
    ["lost", "Reconnecting…"],
    ["upToDate", "Up to date"],
  ] as const)("is read out: %s", (state, words) => {
    page.draw(<ConnectionStatus />);
    act(() => connectionState.set(state));

    expect(screen.getByRole("status", { name: "Connection" }).textContent).toBe(words);
  });

  test("looks otherwise while the connection is lost", () => {
    page.draw(<ConnectionStatus />);
    act(() => connectionState.set("connected"));
    expect(screen.getByRole("status").className).not.toContain("text-wait");

    act(() => connectionState.set("lost"));
    expect(screen.getByRole("status").className).toContain("text-wait");
  });
});
