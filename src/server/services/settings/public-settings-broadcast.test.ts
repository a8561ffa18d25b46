import { describe, expect, test } from "bun:test";
import { DAY, HOUR, MINUTE } from "#domain/model/instant.ts";
import type { HoursSettings } from "#domain/model/settings.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { markPresenceGone, PRESENCE_GRACE_MS } from "../../db/team/member-presence.ts";
import { companyServices } from "../testing/company-services.ts";
import { setAvailable } from "../team/change-member.ts";
import { changeSettings } from "./change-settings.ts";
import { PublicSettingsBroadcast } from "./public-settings-broadcast.ts";

/** A Monday in 1970, at 8:00 UTC. */
const MONDAY = 4 * DAY + 8 * HOUR;
const NINE_TO_FIVE: Partial<HoursSettings> = {
  isAlwaysOpen: false,
  timeZone: "UTC",
  week: [{ day: 1, opens: 9 * 60, closes: 17 * 60 }],
};

async function company(engine: Engine) {
  const it = await companyServices(engine, { answers: "agents" });
  it.clock.now = MONDAY;
  const ana = await addMemberWithAccount(it.store, it.orgId, "Ana", { role: "admin" });
  const broadcast = new PublicSettingsBroadcast(it.services);
  const setHours = (hours: Partial<HoursSettings>) =>
    changeSettings({ services: it.services, orgId: it.orgId, by: ana.id }, "hours", hours);
  return { ...it, ana, broadcast, setHours };
}

/** A widget that is told of changes, and counts them. */
async function openWidget({ broadcast, orgId }: Awaited<ReturnType<typeof company>>) {
  const reader = broadcast.join(orgId);
  const widget = { shown: (await reader.read()).availability, told: 0, leave: reader.leave };
  const follow = async () => {
    for (;;) {
      await reader.changed.wait();
      widget.told += 1;
      widget.shown = (await reader.read()).availability;
    }
  };
  void follow();
  return widget;
}

async function until(isTrue: () => boolean) {
  while (!isTrue()) await Bun.sleep(1);
}

for (const engine of ENGINES) {
  describe(`whether people answer on ${engine.name}`, () => {
    test("is told at the instants at which the hours begin and end", async () => {
      await using it = await company(engine);
      await it.setHours(NINE_TO_FIVE);
      const widget = await openWidget(it);
      expect(widget.shown).toEqual({ state: "closed", until: MONDAY + HOUR, takesChats: true });

      it.clock.now = MONDAY + HOUR - 1;
      await it.broadcast.check();
      it.clock.now = MONDAY + HOUR;
      await it.broadcast.check();
      await until(() => widget.told === 1);
      expect(widget.shown).toEqual({ state: "open", until: MONDAY + 9 * HOUR, takesChats: true });

      it.clock.now = MONDAY + 9 * HOUR + MINUTE;
      await it.broadcast.check();
      await until(() => widget.told === 2);
      expect(widget.shown).toEqual({ state: "closed", until: MONDAY + 7 * DAY + HOUR, takesChats: true });
      widget.leave();
    });

    test("is told when the last member goes, after the grace, and when the first one comes", async () => {
      await using it = await company(engine);
      const { store, orgId, services, ana, clock } = it;
      const ben = await addMemberWithAccount(store, orgId, "Ben", { available: false });
      const widget = await openWidget(it);
      expect(widget.shown.state).toBe("open");

      const place = { orgId, memberId: ana.id, instanceId: "ins_test" };
      await store.transact((writer) => markPresenceGone(writer, place, clock.now));
      await it.broadcast.check();
      clock.now += PRESENCE_GRACE_MS;
      await it.broadcast.check();
      await until(() => widget.told === 1);
      expect(widget.shown.state).toBe("nobody");

      await setAvailable(services, orgId, ben.id, true);
      await it.broadcast.check();
      await until(() => widget.told === 2);
      expect(widget.shown.state).toBe("open");
      widget.leave();
    });

    test("is not told when one of several goes or comes, nor outside the hours", async () => {
      await using it = await company(engine);
      const { store, orgId, services, ana } = it;
      const ben = await addMemberWithAccount(store, orgId, "Ben");
      const widget = await openWidget(it);

      for (const available of [false, true, false]) {
        await setAvailable(services, orgId, ben.id, available);
        await it.broadcast.check();
      }
      await it.setHours(NINE_TO_FIVE);
      await until(() => widget.told === 1);
      await setAvailable(services, orgId, ana.id, false);
      await it.broadcast.check();

      expect(widget).toMatchObject({ told: 1, shown: { state: "closed" } });
      widget.leave();
    });

    test("is told to all widgets, each time once, and to none that has left", async () => {
      await using it = await company(engine);
      const [one, two, gone] = [await openWidget(it), await openWidget(it), await openWidget(it)];
      gone.leave();

      await it.setHours({ ...NINE_TO_FIVE, outside: "message" });
      await until(() => one.told + two.told === 2);
      await it.broadcast.check();

      expect([one.told, two.told, gone.told]).toEqual([1, 1, 0]);
      expect(two.shown).toMatchObject({ state: "closed", takesChats: false });
      one.leave();
      two.leave();
    });

    test("is read again after a read that failed", async () => {
      await using it = await company(engine);
      const widget = await openWidget(it);
      const { store } = it.services;
      it.services.store = { ...store, now: () => Promise.reject(new Error("the database is away")) };
      await it.setHours(NINE_TO_FIVE).catch(() => {});
      await until(() => it.reported.length > 0);
      expect(it.reported).toEqual(["reading public settings"]);

      it.services.store = store;
      await it.broadcast.check();
      await until(() => widget.told === 1);

      expect(widget.shown.state).toBe("closed");
      widget.leave();
    });
  });
}
