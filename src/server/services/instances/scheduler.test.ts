import { expect, test } from "bun:test";
import type { Store, WipeOptions } from "../../db/store/store.ts";
import { SQLITE } from "../../db/testing/engines.ts";
import { serviceContextOn } from "../testing/service-context.ts";
import { runScheduler } from "./scheduler.ts";

const nothing = async () => {};

test("a scheduler that stops ends a wipe of the database file instead of waiting for it", async () => {
  await using store = await SQLITE.open();
  const begun = Promise.withResolvers<void>();
  const wipe = ({ signal }: WipeOptions) =>
    new Promise<boolean>((resolve) => {
      signal?.addEventListener("abort", () => resolve(false));
      begun.resolve();
    });
  const services = serviceContextOn({ ...store, wipe } satisfies Store);
  const shutdown = new AbortController();

  const running = runScheduler(
    {
      services,
      heartbeat: { beat: nothing, stop: nothing, isSteady: () => false },
      botRunner: { reconcile: nothing },
      presence: { repair: nothing },
      customerPresence: { check: nothing },
      publicSettings: { check: nothing },
      retention: { erase: nothing, removeArticles: nothing },
    },
    shutdown.signal,
  );
  await begun.promise;
  shutdown.abort();

  expect(await running).toBeUndefined();
});
