import { expect, spyOn, test } from "bun:test";
import { initTRPC } from "@trpc/server";

/**
 * tRPC is shipped with a helper for `{ ...spread }` that copies property descriptors one by one, which took a tenth
 * of the time of a message. `patches/` replaces it by `Object.assign`. If this test fails, a new version of the
 * package has been installed without the patch: create it again with `bun patch @trpc/server`, or delete both if the
 * helper no longer exists.
 */
test("a call copies its options without copying property descriptors", async () => {
  const t = initTRPC.context<{ name: string }>().create({ isServer: true });
  const procedure = t.procedure
    .use(({ next }) => next({ ctx: { greeting: "Hello" } }))
    .query(({ ctx }) => `${ctx.greeting}, ${ctx.name}`);
  const copying = spyOn(Object, "getOwnPropertyDescriptors");
  try {
    const call = t.createCallerFactory(t.router({ procedure }))({ name: "Ada" });
    expect(await call.procedure()).toBe("Hello, Ada");
    expect(copying).not.toHaveBeenCalled();
  } finally {
    copying.mockRestore();
  }
});
