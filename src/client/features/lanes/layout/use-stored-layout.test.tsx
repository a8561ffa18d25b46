import { act } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { openPage } from "../../../testing/page.tsx";
import { EMPTY_LAYOUT } from "./lane-layout.ts";
import { useStoredLayout } from "./use-stored-layout.ts";

const page = openPage();
const key = () => `switchboard:org_tea:${page.me.member.id}:lanes`;

describe("the layout of the lanes", () => {
  test("is empty for who never opened one", () => {
    expect(page.drawHook(useStoredLayout).result.current[0]).toEqual(EMPTY_LAYOUT);
  });

  test("is as this member left it in this browser", () => {
    localStorage.setItem(
      key(),
      JSON.stringify({ open: ["cus_ada"], shown: ["cus_ada"], focused: "cus_ada" }),
    );

    expect(page.drawHook(useStoredLayout).result.current[0]).toMatchObject({
      open: ["cus_ada"],
      focused: "cus_ada",
    });
  });

  test("is kept when it changes", () => {
    const { result } = page.drawHook(useStoredLayout);
    act(() => result.current[1]((layout) => ({ ...layout, open: ["cus_ada"] })));

    expect(JSON.parse(localStorage.getItem(key()) ?? "")).toMatchObject({ open: ["cus_ada"] });
  });

  test("is one for all who ask", () => {
    const one = page.drawHook(useStoredLayout).result;
    const other = page.drawHook(useStoredLayout).result;
    act(() => one.current[1]((layout) => ({ ...layout, list: "names" })));

    expect(other.current[0].list).toBe("names");
  });
});
