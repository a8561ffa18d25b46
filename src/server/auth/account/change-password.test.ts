import { describe, expect, test } from "bun:test";
import { ENGINES } from "../../db/testing/engines.ts";
import { ANA, openAuthServiceWithAdmin, PASSWORD, signIn } from "../testing/auth-service.ts";

const NEXT = "green kettle, quiet morning";

async function anaWith(headers: Headers, opened: Awaited<ReturnType<typeof openAuthServiceWithAdmin>>) {
  const found = await opened.accounts.authenticate(headers);
  if (found === null) throw new Error("Ana is not signed in.");
  const { orgId, memberId, loginId } = found;
  return { orgId, memberId, loginId, address: "192.0.2.9" };
}

for (const engine of ENGINES) {
  describe(`changing a password on ${engine.name}`, () => {
    test("ends every other login with its connections, and keeps one's own", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const [laptop, phone] = [await signIn(opened.accounts), await signIn(opened.accounts)];
      const [own, other] = [await anaWith(laptop, opened), await anaWith(phone, opened)];

      await opened.accounts.changePassword(own, { current: PASSWORD, next: NEXT });

      expect(opened.disconnected).toEqual([{ loginId: other.loginId }]);
      expect(await opened.accounts.authenticate(phone)).toBeNull();
      expect(await opened.accounts.authenticate(laptop)).not.toBeNull();
      expect(signIn(opened.accounts)).rejects.toThrow("401");
      expect(await signIn(opened.accounts, ANA.email, NEXT)).toBeInstanceOf(Headers);
    });

    test("takes the present one, and guessing it is slowed", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const own = await anaWith(await signIn(opened.accounts), opened);
      const guess = () => opened.accounts.changePassword(own, { current: "a wrong guess", next: NEXT });

      for (let n = 0; n < 5; n += 1) await expect(guess()).rejects.toMatchObject({ code: "wrong-password" });
      await expect(guess()).rejects.toMatchObject({ code: "too-many" });

      expect(await signIn(opened.accounts)).toBeInstanceOf(Headers);
    });

    test("takes no new one that is easily guessed, and says why", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const own = await anaWith(await signIn(opened.accounts), opened);

      for (const [next, detail] of [
        ["short", "too-short"],
        ["password1234", "too-plain"],
        ["Fern & Kettle 1", "too-plain"],
      ] as const)
        await expect(opened.accounts.changePassword(own, { current: PASSWORD, next })).rejects.toMatchObject({
          code: "weak-password",
          detail,
        });
    });

    test("of two changes at once one goes through, and the other finds the password changed", async () => {
      await using opened = await openAuthServiceWithAdmin(engine);
      const own = await anaWith(await signIn(opened.accounts), opened);

      const outcomes = await Promise.allSettled(
        [NEXT, `${NEXT}, again`].map((next) =>
          opened.accounts.changePassword(own, { current: PASSWORD, next }),
        ),
      );

      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    });
  });
}
