import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { openPage } from "../../../testing/page.tsx";
import { ToastBar } from "./toast-bar.tsx";
import { toast } from "./toast.ts";

const page = openPage();

function drawToast(undo: (() => void) | null = null) {
  page.draw(<ToastBar />);
  act(() =>
    toast.set({ text: "Hid Ben to make room. The chat is still open, in the bar at the top.", undo }),
  );
}

const text = () => screen.getByRole("status").textContent;

describe("a toast", () => {
  test("has no buttons while there is nothing to say", () => {
    page.draw(<ToastBar />);

    expect(text()).toBe("");
    expect(screen.queryAllByRole("button")).toHaveLength(0);
  });

  test("goes after eight seconds", async () => {
    drawToast();
    await page.pass(7_999);
    expect(text()).toBe("Hid Ben to make room. The chat is still open, in the bar at the top.");

    await page.pass(1);
    expect(text()).toBe("");
  });

  test("stays for as long as the pointer is on it, and eight seconds more", async () => {
    drawToast();
    fireEvent.pointerEnter(screen.getByRole("status"));
    await page.pass(20_000);
    expect(text()).toBe("Hid Ben to make room. The chat is still open, in the bar at the top.");

    fireEvent.pointerLeave(screen.getByRole("status"));
    await page.pass(8_000);
    expect(text()).toBe("");
  });

  test("stays for as long as the keyboard is in it", async () => {
    drawToast();
    act(() => screen.getByRole("button", { name: "Dismiss" }).focus());
    await page.pass(20_000);

    expect(text()).toBe("Hid Ben to make room. The chat is still open, in the bar at the top.");
  });

  test("can be dismissed", async () => {
    drawToast();
    await page.user.click(screen.getByRole("button", { name: "Dismiss" }));

    expect(toast.get()).toBeNull();
  });

  test("offers no way back where there is none", () => {
    drawToast();

    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });

  test("takes back what it tells of, and goes", async () => {
    const undo = mock();
    drawToast(undo);
    await page.user.click(screen.getByRole("button", { name: "Undo" }));

    expect(undo).toHaveBeenCalledTimes(1);
    expect(text()).toBe("");
  });
});
