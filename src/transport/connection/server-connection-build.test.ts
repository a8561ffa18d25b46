import { expect, test } from "bun:test";
import { openTestConnection, outcomeOf } from "../testing/open-test-connection.ts";
import { flushPromises } from "../testing/manual-clock.ts";

test("every connection tells which build its server is of", async () => {
  const builds: unknown[] = [];
  const { connected, reconnect, last } = openTestConnection({ onServerBuild: (build) => builds.push(build) });
  const first = await connected();
  first.receive({ method: "build", build: "abc" });
  reconnect();
  last().open();
  await flushPromises();
  last().receive({ method: "build", build: "def" });

  expect(builds).toEqual(["abc", "def"]);
});

test("what a server says besides, and nobody here knows, disturbs no call", async () => {
  const { api, connected } = openTestConnection();
  const socket = await connected();
  const answer = outcomeOf(api.echo.query("hello"));
  await flushPromises();

  socket.receive({ method: "build", build: "abc" });
  socket.receive({ method: "invented" });
  socket.answer(socket.calls().find(({ method }) => method === "query")?.id ?? 0, "hello");
  await flushPromises();

  expect(answer).toEqual({ is: "resolved", value: "hello" });
});
