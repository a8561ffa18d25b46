import { describe, expect, test } from "bun:test";
import { openPage } from "../../testing/page.tsx";
import { watchPageLoads } from "../../testing/watch-page-loads.ts";
import { fakeFetch } from "../../testing/fake-fetch.ts";
import { signOut } from "./sign-out.ts";

openPage();

describe("signing out", () => {
  test("ends the sign-in and leaves the page", async () => {
    const requests = fakeFetch(() => new Response("{}"));
    const left = watchPageLoads();
    await signOut();

    expect(requests).toEqual([{ path: "/api/auth/sign-out", method: "POST", body: {} }]);
    expect(left).toEqual(["/login"]);
  });

  test("leaves the page also when the server cannot be reached", async () => {
    fakeFetch(() => Promise.reject(new TypeError("unreachable")));
    const left = watchPageLoads();
    await signOut();

    expect(left).toEqual(["/login"]);
  });
});
