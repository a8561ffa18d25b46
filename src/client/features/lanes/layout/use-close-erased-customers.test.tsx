import { act } from "@testing-library/react";
import { describe, expect, mock, test } from "bun:test";
import { markErased } from "../../../live/erased-customers.ts";
import { outboxScopeOf, useMemberStorage } from "../../../live/member-storage.ts";
import { openPage } from "../../../testing/page.tsx";
import { useCloseErasedCustomers } from "./use-close-erased-customers.ts";

const page = openPage();

describe("customers of whom nothing is left", () => {
  test("are closed, and what was written to them is forgotten", () => {
    const close = mock();
    const { result } = page.drawHook(() => {
      useCloseErasedCustomers(close);
      return useMemberStorage();
    });
    const { drafts, outbox } = result.current;
    act(() => {
      drafts.write("cus_ada", "Half a");
      drafts.write("cus_ben", "Hello");
      outbox.add(outboxScopeOf("cus_ada", "ses_ada"), "Hi Ada");
      outbox.add(outboxScopeOf("cus_ben", "ses_ben"), "Hi Ben");
    });
    expect(close).not.toHaveBeenCalled();

    act(() => markErased(["cus_ada"]));
    expect(close.mock.calls).toEqual([[["cus_ada"]]]);
    expect([drafts.read("cus_ada"), drafts.read("cus_ben")]).toEqual(["", "Hello"]);
    expect(outbox.entries().map(({ text }) => text)).toEqual(["Hi Ben"]);
  });
});
