import { describe, expect, test } from "bun:test";
import { ENGINES } from "../../db/testing/engines.ts";
import { ANA, openFernAndKettle, PASSWORD, signIn } from "../testing/auth-service.ts";

const NEXT = "green kettle, quiet morning";

async function anaWith(headers: Headers, desk: Awaited<ReturnType<typeof openFernAndKettle>>) {
  const found = await desk.accounts.identify(headers);
  if (found === null) throw new Error("Ana is not signed in.");
  const { orgId, memberId, loginId } = found;
  return { orgId, memberId, loginId, address: "192.0.2.9" };
}

for (const engine of ENGINES) {
  describe(`changing a password on ${engine.name}`, () => {
    test("ends every other login with its connections, and keeps one's own", async () => {
      await using desk = await openFernAndKettle(engine);
      const [laptop, phone] = [await signIn(desk.accounts), await signIn(desk.accounts)];
      const [own, other] = [await anaWith(laptop, desk), await anaWith(phone, desk)];

      await desk.accounts.changePassword(own, { current: PASSWORD, next: NEXT });

      expect(desk.gone).toEqual([{ loginId: other.loginId }]);
      expect(await desk.accounts.identify(phone)).toBeNull();
      expect(await desk.accounts.identify(laptop)).not.toBeNull();
      expect(signIn(desk.accounts)).rejects.toThrow("401");
      expect(await signIn(desk.accounts, ANA.email, NEXT)).toBeInstanceOf(Headers);
    });

    test("takes the present one, and guessing it is slowed", async () => {
      await using desk = await openFernAndKettle(engine);
      const own = await anaWith(await signIn(desk.accounts), desk);
      const guess = () => desk.accounts.changePassword(own, { current: "a wrong guess", next: NEXT });

      for (let n = 0; n < 5; n += 1) await expect(guess()).rejects.toMatchObject({ code: "wrong-password" });
      await expect(guess()).rejects.toMatchObject({ code: "too-many" });

      expect(await signIn(desk.accounts)).toBeInstanceOf(Headers);
    });

    test("takes no new one that is easily guessed, and says why", async () => {
      await using desk = await openFernAndKettle(engine);
      const own = await anaWith(await signIn(desk.accounts), desk);

      for (const [next, detail] of [
        ["short", "too-short"],
        ["password1234", "too-plain"],
        ["Fern & Kettle 1", "too-plain"],
      ] as const)
        await expect(desk.accounts.changePassword(own, { current: PASSWORD, next })).rejects.toMatchObject({
          code: "weak-password",
          detail,
        });
    });

    test("of two changes at once one goes through, and the other finds the password changed", async () => {
      await using desk = await openFernAndKettle(engine);
      const own = await anaWith(await signIn(desk.accounts), desk);

      const outcomes = await Promise.allSettled(
        [NEXT, `${NEXT}, again`].map((next) =>
          desk.accounts.changePassword(own, { current: PASSWORD, next }),
        ),
      );

      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    });
  });
}
