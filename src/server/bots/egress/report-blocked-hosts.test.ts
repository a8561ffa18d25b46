import { expect, test } from "bun:test";
import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { BotFailure } from "../contract/bot-failure.ts";
import { reportBlockedHosts } from "./report-blocked-hosts.ts";

/** The hosts reported when calls of these addresses end so. */
async function reported(failed: Error | null, ...inputs: (string | URL | Request)[]) {
  const hosts: string[] = [];
  const outcomes: unknown[] = [];
  const fetch = reportBlockedHosts(
    async () => {
      if (failed !== null) throw failed;
      return new Response("Hello");
    },
    (host) => hosts.push(host),
  );
  for (const input of inputs) {
    const outcome = await fetch(input).catch((thrown: unknown) => thrown);
    outcomes.push(outcome);
  }
  for (const outcome of outcomes)
    expect(outcome instanceof Response ? await outcome.text() : outcome).toBe(failed ?? "Hello");
  return hosts;
}

const failure = (reason: BotFailureCause) => new BotFailure(reason);

test("a host that must not be called is reported, without what else is in its address", async () => {
  const addresses = [
    "https://db.internal./v1",
    new URL("http://10.0.0.5:8080/"),
    new Request("http://[::1]/"),
  ];
  expect(await reported(failure("blocked"), ...addresses)).toEqual(["db.internal", "10.0.0.5", "::1"]);
});

test("a host that fails otherwise or answers is not reported", async () => {
  for (const error of [failure("unreachable"), new Error("blocked"), null])
    expect(await reported(error, "https://bot.example/v1")).toEqual([]);
});
