import { act, screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { requestReauthentication } from "../../api/reauthentication-request.ts";
import { useMe } from "../../live/me-context.ts";
import { newCard } from "../../testing/chat-fixtures.ts";
import { serveChats } from "../../testing/serve-chats.ts";
import { refusal, serverError, unauthorized } from "../../testing/fake-server.ts";
import { watchPageLoads } from "../../testing/watch-page-loads.ts";
import { openPage } from "../../testing/page.tsx";
import { RequireSignIn } from "./require-sign-in.tsx";

const page = openPage();

function Inside() {
  return <p>{`${useMe().member.name} is in`}</p>;
}

async function draw(failure: Error | null = null) {
  serveChats(page, { cards: [newCard("Ada")] });
  fail(failure);
  page.draw(
    <RequireSignIn>
      <Inside />
    </RequireSignIn>,
  );
  await page.settle();
}

function fail(failure: Error | null) {
  page.server.answers["agent.me"] = () => {
    if (failure !== null) throw failure;
    return page.me;
  };
}

const isIn = () => screen.queryByText("Ana is in") !== null;

/** Breaks the connection for long enough to be noticed, then restores it. */
async function loseConnection() {
  page.server.isDown = true;
  page.server.hangUp();
  await page.pass(2_000);
  page.server.isDown = false;
  await page.pass(10_000);
}

describe("the pages of those who are signed in", () => {
  test("are shown to whoever is", async () => {
    await draw();

    expect(isIn()).toBe(true);
  });

  test("are not shown before it is known", async () => {
    page.draw(
      <RequireSignIn>
        <Inside />
      </RequireSignIn>,
    );
    await page.settle();

    expect(document.body.textContent).toBe("");
  });

  test("lead strangers to the sign-in page", async () => {
    await draw(unauthorized());

    expect(location.pathname).toBe("/login");
    expect(document.body.textContent).toBe("");
  });

  test("do not lead strangers there by a page load", async () => {
    const left = watchPageLoads();
    await draw(unauthorized());

    expect(left).toEqual([]);
  });

  test("lead whoever needs a second step to setting it up", async () => {
    await draw(refusal("second-step-needed"));

    expect(await screen.findByRole("button", { name: "Sign out" })).toBeDefined();
    expect(isIn()).toBe(false);
  });

  test("can be asked for again when the server stumbled", async () => {
    await draw(serverError());
    await page.pass(30_000);
    expect(screen.getByRole("alert").textContent).toBe(
      "Switchboard could not be reached. This page tries again by itself.",
    );

    fail(null);
    await page.user.click(screen.getByRole("button", { name: "Try again" }));
    await page.pass(5_000);
    expect(isIn()).toBe(true);
  });

  test("come by themselves once the server is back", async () => {
    await draw(serverError());
    await page.pass(30_000);
    fail(null);
    await page.pass(30_000);

    expect(isIn()).toBe(true);
  });

  test("stay when the server stumbles later", async () => {
    await draw();
    fail(serverError());
    await loseConnection();
    await page.pass(30_000);

    expect(isIn()).toBe(true);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("are left by a page load by who has lost their rights while they were away", async () => {
    const left = watchPageLoads();
    await draw();
    fail(unauthorized());
    await loseConnection();

    expect(left).toEqual([location.pathname]);
  });

  test("are left by a page load by whom the server turns away", async () => {
    const left = watchPageLoads();
    await draw();
    act(() => page.server.hangUp(4401));
    await page.settle();

    expect(left).toEqual([location.pathname]);
  });

  test("are not left by whom the server only lets go", async () => {
    const left = watchPageLoads();
    await draw();
    await loseConnection();

    expect(left).toEqual([]);
    expect(isIn()).toBe(true);
  });

  test("ask for the password anew while something needs it, and only then", async () => {
    await draw();
    page.server.answers["account.secondStep"] = () => ({
      on: false,
      isReadable: true,
      recoveryCodesLeft: 0,
      required: false,
    });
    expect(screen.queryByRole("dialog")).toBeNull();

    act(() => void requestReauthentication());
    expect(await screen.findByRole("dialog")).toBeDefined();
  });

  test("name the tab after what calls", async () => {
    await draw();

    expect(document.title).toBe("Switchboard");
  });

  test("follow what happens", async () => {
    await draw();

    expect(page.server.followers("agent.watch")).toBe(1);
  });
});
