import { describe, expect, test } from "bun:test";
import { HOUR } from "#domain/model/instant.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { ANA, openFernAndKettle, post } from "../testing/auth-service.ts";
import { ownerAt } from "../testing/turn-on-second-step.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

describe.each(ENGINES)("where somebody is signed in on $name", (engine) => {
  test("they see each place with its device and its times, this one marked, and what is over left out", async () => {
    await using desk = await openFernAndKettle(engine);
    const { now } = desk.means;
    await ownerAt(desk);
    desk.pass(8 * HOUR);
    const before = now();
    await desk.accounts.handler(post("sign-in/email", ANA, { "user-agent": FIREFOX }), "192.0.2.1");
    desk.pass(HOUR);
    const { owner } = await ownerAt(desk);

    expect(await desk.accounts.logins.list(owner)).toEqual([
      { id: owner.loginId, userAgent: "", signedInAt: now(), usedAt: now(), isThis: true },
      {
        id: expect.any(String),
        userAgent: FIREFOX,
        signedInAt: before,
        usedAt: before,
        isThis: false,
      },
    ]);
  });

  test("they end one, with its connections, and nobody else can", async () => {
    await using desk = await openFernAndKettle(engine);
    const [laptop, phone] = [await ownerAt(desk), await ownerAt(desk)];
    const { loginId } = phone.owner;

    await desk.accounts.logins.end(laptop.owner, loginId);

    expect(await desk.accounts.identify(phone.headers)).toBeNull();
    expect(desk.gone).toEqual([{ loginId }]);
    for (const id of [loginId, "session_nobodys"])
      await expect(desk.accounts.logins.end(laptop.owner, id)).rejects.toMatchObject({
        code: "login-unknown",
      });
  });

  test("they end all others and keep the one at hand", async () => {
    await using desk = await openFernAndKettle(engine);
    const [one, other, own] = [await ownerAt(desk), await ownerAt(desk), await ownerAt(desk)];

    await desk.accounts.logins.endOthers(own.owner);

    for (const { headers } of [one, other]) expect(await desk.accounts.identify(headers)).toBeNull();
    expect(await desk.accounts.identify(own.headers)).not.toBeNull();
    expect(desk.gone).toHaveLength(2);
  });
});
