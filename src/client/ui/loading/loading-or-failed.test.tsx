import { openPage } from "../../testing/page.tsx";
import { expect, mock, test } from "bun:test";
import { screen } from "@testing-library/react";
import { LoadingOrFailed } from "./loading-or-failed.tsx";

const page = openPage();

const strings = { loading: "Loading…", notLoaded: "This could not be loaded.", tryAgain: "Try again" };

function draw(query: { data: string | undefined; isError: boolean; refetch: () => unknown } | undefined) {
  page.draw(
    <LoadingOrFailed query={query} strings={strings} skeleton={<p>shape</p>}>
      {(data) => <p>{data}</p>}
    </LoadingOrFailed>,
  );
}

test.each([[undefined], [{ data: undefined, isError: false, refetch: () => {} }]])(
  "what is on its way is called loading and shows its shape: %o",
  (query) => {
    draw(query);

    expect(screen.getByRole("status", { name: "Loading…" }).textContent).toBe("shape");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.queryByRole("button")).toBeNull();
  },
);

test("what could not be loaded says so and can be tried again", async () => {
  const refetch = mock();
  draw({ data: undefined, isError: true, refetch });

  expect(screen.getByRole("alert").textContent).toBe("This could not be loaded.");
  expect(screen.queryByText("shape")).toBeNull();
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  expect(refetch).toHaveBeenCalledTimes(1);
});

test("what is there stays on the screen while it cannot be loaded again", () => {
  draw({ data: "kept", isError: true, refetch: () => {} });

  expect(screen.getByText("kept")).toBeDefined();
  expect(screen.queryByRole("alert")).toBeNull();
});
