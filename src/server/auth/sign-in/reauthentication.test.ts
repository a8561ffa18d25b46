import { describe, expect, test } from "bun:test";
import { MINUTE } from "#domain/model/instant.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { openFernAndKettle, PASSWORD } from "../testing/auth-service.ts";
import { ownerAt, turnOn } from "../testing/turn-on-second-step.ts";

describe.each(ENGINES)("showing that it is still oneself on $name", (engine) => {
  test("is not asked for within ten minutes of signing in, and then it is", async () => {
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);

    desk.pass(10 * MINUTE);
    await desk.accounts.requireProof(owner.loginId);
    desk.pass(1);

    await expect(desk.accounts.requireProof(owner.loginId)).rejects.toMatchObject({ code: "proof-needed" });
  });

  test("by the password is good for ten minutes more, for this login alone", async () => {
    await using desk = await openFernAndKettle(engine);
    const [{ owner }, phone] = [await ownerAt(desk), await ownerAt(desk)];
    desk.pass(11 * MINUTE);

    await desk.accounts.prove(owner, { password: PASSWORD, code: null });

    desk.pass(10 * MINUTE);
    await desk.accounts.requireProof(owner.loginId);
    await expect(desk.accounts.requireProof(phone.owner.loginId)).rejects.toMatchObject({
      code: "proof-needed",
    });
  });

  test("asks for the code too where there is a second step", async () => {
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);
    const { code } = await turnOn(desk, owner);
    desk.pass(11 * MINUTE);
    const prove = (typed: string | null) => desk.accounts.prove(owner, { password: PASSWORD, code: typed });

    await expect(prove(null)).rejects.toMatchObject({ code: "code-needed" });
    await expect(prove("000000")).rejects.toMatchObject({ code: "wrong-code" });
    await expect(desk.accounts.requireProof(owner.loginId)).rejects.toMatchObject({ code: "proof-needed" });
    await prove(await code());

    await desk.accounts.requireProof(owner.loginId);
  });

  test("takes the right password, and guessing it is slowed", async () => {
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);
    const guess = () => desk.accounts.prove(owner, { password: "a wrong guess", code: null });

    for (let n = 0; n < 5; n += 1) await expect(guess()).rejects.toMatchObject({ code: "wrong-password" });

    await expect(guess()).rejects.toMatchObject({ code: "too-many" });
  });

  test("is asked for of a login that is gone, or was made before this was noted", async () => {
    await using desk = await openFernAndKettle(engine);
    const { owner } = await ownerAt(desk);
    await desk.store.transact(({ db, tables }) => db.update(tables.login).set({ provenAt: 0 }));

    for (const loginId of [owner.loginId, "session_gone"])
      await expect(desk.accounts.requireProof(loginId)).rejects.toMatchObject({ code: "proof-needed" });
  });
});
