import { expect, test } from "playwright/test";
import { startNginx } from "../../test/reverse-proxy.ts";
import { freePort } from "../support/free-port.ts";
import { startSwitchboardProcess } from "../support/switchboard-process.ts";

const FORWARDS = "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;";
const PASSES_ON = `${FORWARDS} proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection "upgrade";`;

/** A server behind nginx with these settings, at nginx's address. */
async function startBehindNginx(location: string) {
  const port = await freePort();
  const proxy = await startNginx(`127.0.0.1:${port}`, location);
  const env = { PORT: String(port), TRUST_PROXY: "1" };
  const switchboard = await startSwitchboardProcess({ url: `http://localhost:${proxy.port}`, env });
  return {
    switchboard,
    async [Symbol.asyncDispose]() {
      await switchboard[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

test("a proxy that does not pass WebSockets on is named on the first page and in the log", async ({
  page,
}) => {
  await using world = await startBehindNginx(FORWARDS);
  await page.goto(world.switchboard.setUpLink());

  await expect(page.getByRole("alert")).toContainText("WebSockets do not get through", { timeout: 30_000 });
  const lines = world.switchboard.printed().match(/warning: .*/g) ?? [];
  expect(lines).toEqual([expect.stringContaining("a WebSocket came without its Upgrade header")]);
});

test("one that does is not, and the set-up is shown", async ({ page }) => {
  await using world = await startBehindNginx(PASSES_ON);
  await page.goto(world.switchboard.setUpLink());

  await expect(page.getByRole("textbox", { name: "Company name" })).toBeVisible();
  await expect(page.getByText("WebSockets do not get through")).toHaveCount(0);
  expect(world.switchboard.printed()).not.toContain("warning:");
});
