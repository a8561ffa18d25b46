import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { fakeFetch } from "../../testing/fake-fetch.ts";
import { watchPageLoads } from "../../testing/watch-page-loads.ts";
import { openPage } from "../../testing/page.tsx";
import { SecondStepRequiredPage } from "./second-step-required-page.tsx";

const page = openPage();

describe("the page of who has no second step yet", () => {
  test("leads on to setting it up, or out", async () => {
    page.draw(<SecondStepRequiredPage />);

    expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual([
      "Turn on two-step sign-in",
      "Sign out",
    ]);
    expect(screen.queryByRole("link")).toBeNull();
  });

  test("lets them sign out", async () => {
    fakeFetch(() => new Response("{}"));
    const left = watchPageLoads();
    page.draw(<SecondStepRequiredPage />);
    await page.user.click(screen.getByRole("button", { name: "Sign out" }));
    await page.settle();

    expect(left).toEqual(["/login"]);
  });
});
