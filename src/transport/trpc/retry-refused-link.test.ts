import { expect, test } from "bun:test";
import { createTRPCUntypedClient, TRPCClientError } from "@trpc/client";
import type { AnyRouter } from "@trpc/server";
import { observable } from "@trpc/server/observable";
import { retryRefusedLink } from "./retry-refused-link.ts";

/** A server that refuses `refusals` calls for want of proof, and answers those after. */
function callOver(refusals: number, mend: () => Promise<boolean>, refusal = "proof-needed") {
  let calls = 0;
  const client = createTRPCUntypedClient<AnyRouter>({
    links: [
      retryRefusedLink("proof-needed", mend),
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
  return { call, calls: () => calls };
}

const never = () => Promise.reject(new Error("nobody is to be asked"));

test("a call that is answered asks nobody", async () => {
  expect(await callOver(0, never).call()).toBe("done");
});

test("a call that is refused is made once more, as it was, when the reason is gone", async () => {
  const server = callOver(1, async () => true);
  expect(await server.call()).toBe("done");
  expect(server.calls()).toBe(2);
});

test("it fails as it did when the reason stays, and is not made again", async () => {
  const server = callOver(1, async () => false);
  await expect(server.call()).rejects.toMatchObject({ data: { refusal: "proof-needed" } });
  expect(server.calls()).toBe(1);
});

test("refused a second time it fails: nobody is asked for ever", async () => {
  const server = callOver(9, async () => true);
  await expect(server.call()).rejects.toMatchObject({ data: { refusal: "proof-needed" } });
  expect(server.calls()).toBe(2);
});

test("another refusal is none of its business", async () => {
  const server = callOver(1, never, "last-admin");
  await expect(server.call()).rejects.toMatchObject({ data: { refusal: "last-admin" } });
});
