import { describe, expect, test } from "bun:test";
import { HOUR } from "#domain/model/instant.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { ANA, openAuthServiceWithAdmin, post } from "../testing/auth-service.ts";
import { ownerAt } from "../testing/turn-on-second-step.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

describe.each(ENGINES)("where somebody is signed in on $name", (engine) => {
  test("they see each place with its device and its times, this one marked, and what is over left out", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const { now } = opened.means;
    await ownerAt(opened);
    opened.pass(8 * HOUR);
    const before = now();
    await opened.accounts.handler(post("sign-in/email", ANA, { "user-agent": FIREFOX }), "192.0.2.1");
    opened.pass(HOUR);
    const { owner } = await ownerAt(opened);

    expect(await opened.accounts.ownLogins.list(owner)).toEqual([
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
    await using opened = await openAuthServiceWithAdmin(engine);
    const [laptop, phone] = [await ownerAt(opened), await ownerAt(opened)];
    const { loginId } = phone.owner;

    await opened.accounts.ownLogins.end(laptop.owner, loginId);

    expect(await opened.accounts.authenticate(phone.headers)).toBeNull();
    expect(opened.disconnected).toEqual([{ loginId }]);
    for (const id of [loginId, "session_nobodys"])
      await expect(opened.accounts.ownLogins.end(laptop.owner, id)).rejects.toMatchObject({
        code: "login-unknown",
      });
  });

  test("they end all others and keep the one at hand", async () => {
    await using opened = await openAuthServiceWithAdmin(engine);
    const [one, other, own] = [await ownerAt(opened), await ownerAt(opened), await ownerAt(opened)];

    await opened.accounts.ownLogins.endOthers(own.owner);

    for (const { headers } of [one, other]) expect(await opened.accounts.authenticate(headers)).toBeNull();
    expect(await opened.accounts.authenticate(own.headers)).not.toBeNull();
    expect(opened.disconnected).toHaveLength(2);
  });
});
