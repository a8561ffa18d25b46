import { expect, test } from "bun:test";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { lastFactNo, readFeed } from "../../db/conversations/feed.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { createFeedTails } from "../../events/feed/feed-tail.ts";
import { createMemoryFeedNotifier } from "../../events/feed/memory-feed-notifier.ts";
import { companyServices } from "../testing/company-services.ts";
import { setPublicName } from "./change-member.ts";
import { createCurrentNames } from "./current-names.ts";

const CHANGED = { no: 1, sessionNo: null, fact: { kind: "members-changed", at: 0 } } as const;

for (const engine of ENGINES) {
  test(`the names of who acts are read once on ${engine.name}, and again after a change`, async () => {
    await using it = await companyServices(engine);
    const { store, orgId, services } = it;
    const mia = await addMemberWithAccount(store, orgId, "Mia");
    const names = createCurrentNames(store);
    names.onOpened(orgId);
    const now = () => names.of(orgId, mia.id, { name: "as it connected" });
    expect(await now()).toEqual({ name: "Mia" });

    await setPublicName({ services, orgId, by: mia.id }, mia.id, "Robin");
    expect(await now()).toEqual({ name: "Mia" });
    names.onFact("org_other", CHANGED);
    expect(await now()).toEqual({ name: "Mia" });
    names.onFact(orgId, CHANGED);

    expect(await now()).toEqual({ name: "Mia", publicName: "Robin" });
  });

  test(`a change while names are being read on ${engine.name} is not missed`, async () => {
    await using it = await companyServices(engine);
    const { store, orgId, services } = it;
    const mia = await addMemberWithAccount(store, orgId, "Mia");
    const names = createCurrentNames(store);
    names.onOpened(orgId);
    const before = names.of(orgId, mia.id, { name: "" });
    await setPublicName({ services, orgId, by: mia.id }, mia.id, "Robin");
    names.onFact(orgId, CHANGED);
    await before;

    expect(await names.of(orgId, mia.id, { name: "" })).toMatchObject({ publicName: "Robin" });
    expect(await names.of(orgId, "mem_unknown", { name: "Eve" })).toEqual({ name: "Eve" });
  });

  test(`a change while the instance follows no tail is not missed on ${engine.name}`, async () => {
    await using it = await companyServices(engine);
    const { store, orgId, services } = it;
    const mia = await addMemberWithAccount(store, orgId, "Mia");
    const names = createCurrentNames(store);
    // Another instance records, so that nothing but the feed tells of it here.
    const tails = createFeedTails(
      { readFeed: (...args) => readFeed(store, ...args), lastNo: (of) => lastFactNo(store, of) },
      createMemoryFeedNotifier(),
      { ...names, onError() {} },
    );
    const now = () => names.of(orgId, mia.id, { name: "" });
    const call = (publicName: string) => setPublicName({ services, orgId, by: mia.id }, mia.id, publicName);
    const first = await tails.join(orgId, null);
    expect(await now()).toEqual({ name: "Mia" });

    first.leave();
    await call("Robin");
    expect(await now()).toEqual({ name: "Mia", publicName: "Robin" });
    await call("Sam");
    expect(await now()).toEqual({ name: "Mia", publicName: "Sam" });
    const second = await tails.join(orgId, null);
    expect(await now()).toEqual({ name: "Mia", publicName: "Sam" });

    second.leave();
    await call("Kim");
    const third = await tails.join(orgId, null);
    expect(await now()).toEqual({ name: "Mia", publicName: "Kim" });
    third.leave();
  });

  test(`names that are being read when a tail opens are not kept on ${engine.name}`, async () => {
    await using it = await companyServices(engine);
    const { store, orgId, services } = it;
    const mia = await addMemberWithAccount(store, orgId, "Mia");
    const names = createCurrentNames(store);
    const before = names.of(orgId, mia.id, { name: "" });
    await setPublicName({ services, orgId, by: mia.id }, mia.id, "Robin");
    names.onOpened(orgId);
    await before;

    expect(await names.of(orgId, mia.id, { name: "" })).toMatchObject({ publicName: "Robin" });
  });
}
