import { expect, test } from "bun:test";
import { createTRPCUntypedClient, TRPCClientError } from "@trpc/client";
import type { AnyRouter } from "@trpc/server";
import { observable } from "@trpc/server/observable";
import { retryRefusedLink } from "./retry-refused-link.ts";

/** Calls a server that refuses the first `refusals` calls and accepts the others. */
function callOver(refusals: number, resolveRefusal: () => Promise<boolean>, refusal = "proof-needed") {
  let calls = 0;
  const client = createTRPCUntypedClient<AnyRouter>({
    links: [
      retryRefusedLink("proof-needed", resolveRefusal),
      () => () =>
        observable((observer) => {
          calls += 1;
          if (calls <= refusals) {
            const data = { code: "FORBIDDEN", httpStatus: 403, refusal };
            observer.error(TRPCClientError.from({ error: { code: -32603, message: refusal, data } }));
          } else {
            observer.next({ result: { type: "data", data: "done" } });
            observer.complete();
          }
        }),
    ],
  });
  const call = () => client.mutation("settings.setSites", { sites: [] });
  const subscribe = (onError: (error: unknown) => void) =>
    client.subscription("inbox.watch", {}, { onError });
  return { call, subscribe, calls: () => calls };
}

const never = () => Promise.reject(new Error("must not be called"));

test("a call that succeeds does not try to resolve a refusal", async () => {
  expect(await callOver(0, never).call()).toBe("done");
});

test("a refused call is retried once when the reason is resolved", async () => {
  const server = callOver(1, async () => true);
  expect(await server.call()).toBe("done");
  expect(server.calls()).toBe(2);
});

test("a refused call fails without a retry when the reason is not resolved", async () => {
  const server = callOver(1, async () => false);
  await expect(server.call()).rejects.toMatchObject({ data: { refusal: "proof-needed" } });
  expect(server.calls()).toBe(1);
});

test("a call that is refused a second time fails", async () => {
  const server = callOver(9, async () => true);
  await expect(server.call()).rejects.toMatchObject({ data: { refusal: "proof-needed" } });
  expect(server.calls()).toBe(2);
});

test("other refusals are passed on", async () => {
  const server = callOver(1, never, "last-admin");
  await expect(server.call()).rejects.toMatchObject({ data: { refusal: "last-admin" } });
});

test("a call that is cancelled while the refusal is resolved is not made again", async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = callOver(1, () => promise);
  const errors: unknown[] = [];
  const running = server.subscribe((error) => errors.push(error));
  running.unsubscribe();
  resolve(true);
  await promise;
  await Promise.resolve();

  expect(server.calls()).toBe(1);
  expect(errors).toEqual([]);
});
