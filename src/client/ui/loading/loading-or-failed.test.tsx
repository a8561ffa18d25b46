import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { screen } from "@testing-library/react";
import { LoadingOrFailed } from "./loading-or-failed.tsx";

const page = openPage();

const strings = { loading: "Loading…", notLoaded: "This could not be loaded.", tryAgain: "Try again" };

test("what is on its way is called loading and shows its shape", () => {
  page.draw(
    <LoadingOrFailed isError={false} onRetry={() => {}} strings={strings}>
      <p>shape</p>
    </LoadingOrFailed>,
  );

  expect(screen.getByRole("status", { name: "Loading…" }).textContent).toBe("shape");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.queryByRole("button")).toBeNull();
});

test("what could not be had says so and can be tried again", async () => {
  const onRetry = mock();
  page.draw(
    <LoadingOrFailed isError onRetry={onRetry} strings={strings}>
      <p>shape</p>
    </LoadingOrFailed>,
  );

  expect(screen.getByRole("alert").textContent).toBe("This could not be loaded.");
  expect(screen.queryByText("shape")).toBeNull();
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledTimes(1);
});
