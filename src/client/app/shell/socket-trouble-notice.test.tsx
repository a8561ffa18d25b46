import { screen } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { server } from "../../api/api-clients.ts";
import { fakeFetch } from "../../testing/fake-fetch.ts";
import { openPage } from "../../testing/page.tsx";
import { SocketTroubleNotice } from "./socket-trouble-notice.tsx";

const page = openPage();

/** The app has tried in vain for a while, and the server says this without a socket. */
async function failToConnect(answer: () => Response | Promise<Response>) {
  const requests = fakeFetch(answer);
  page.server.isDown = true;
  page.server.hangUp();
  page.draw(<SocketTroubleNotice />);
  void server.agent.acceptNext.mutate().catch(() => null);
  await page.pass(30_000);
  return requests;
}

const refused = (last: string | null) => () =>
  new Response("", { status: 426, headers: last === null ? {} : { "x-socket-refused": last } });

describe("an app whose sockets do not come about", () => {
  test.each([null, "426"])(
    "says that a proxy stops them where the server answers otherwise (%s)",
    async (last) => {
      const requests = await failToConnect(refused(last));

      expect(requests[0]).toEqual({ path: "/trpc", method: "GET", body: null });
      expect(screen.getByRole("alert").textContent).toContain("WebSockets do not get through");
    },
  );

  test("says that the address is not the server's own where that is why", async () => {
    await failToConnect(refused("403"));

    expect(screen.getByRole("alert").textContent).toContain("PUBLIC_URL");
  });

  test.each([
    ["the server is away", () => Promise.reject(new TypeError("failed to fetch"))],
    ["a proxy answers for it", () => new Response("", { status: 502 })],
    ["there are too many from here", refused("429")],
    ["it is shutting down", refused("503")],
  ] as const)("blames nobody where %s", async (_why, answer) => {
    await failToConnect(answer);

    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("says no more of it once one is open", async () => {
    await failToConnect(refused(null));
    page.server.isDown = false;
    await page.pass(30_000);

    expect(screen.queryByRole("alert")).toBeNull();
  });
});
