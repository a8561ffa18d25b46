import { describe, expect, test } from "bun:test";
import { until } from "../testing/wait-until.ts";
import { ConnectionRegistry } from "./connection-registry.ts";
import type { Connection } from "./connection-types.ts";

/** A connection that notes what is done to it. */
function connection(address: string, isCondemned = false) {
  const log: string[] = [];
  const left = Promise.withResolvers<void>();
  const fake: Connection<unknown> = {
    address,
    closed: left.promise,
    notify: (frame) => void log.push(frame),
    end: (code, reason) => void log.push(`end ${code} ${reason}`),
    closeIf: ({ isRevoked, code, reason }) => {
      log.push(`revoke ${code} ${reason}`);
      return isRevoked(isCondemned);
    },
    checkSilence: (rounds) => void log.push(`silent ${rounds}`),
  };
  return { ...fake, log, leave: () => left.resolve() };
}

function open({ perInstance = 3, perAddress = 2, everyMs = 60_000 } = {}) {
  return new ConnectionRegistry<unknown>({ perInstance, perAddress }, { everyMs, rounds: 6 });
}

const ADDRESS = "192.0.2.1";

describe("a registry of connections", () => {
  test("refuses one more than fit in all or from an address, by its range, until one is gone", () => {
    const registry = open();
    const [one, two, three] = ["2001:db8::1", "2001:db8::2", ADDRESS].map((address) => connection(address));
    const refusal = (address: string) => registry.refusalFor(address, true, true);
    if (one === undefined || two === undefined || three === undefined) throw new Error("three were made");
    registry.add(one);
    expect(refusal("2001:db8::3")).toBeNull();
    registry.add(two);
    expect([refusal("2001:db8::3"), refusal("2001:db8:1::3")]).toEqual([429, null]);
    registry.add(three);
    expect([refusal(ADDRESS), registry.count()]).toEqual([503, 3]);

    registry.remove(one);
    registry.remove(one);
    expect([refusal("2001:db8::3"), registry.count()]).toEqual([null, 2]);
    expect([registry.refusalFor(ADDRESS, false, true), registry.refusalFor(ADDRESS, true, false)]).toEqual([
      426, 403,
    ]);
  });

  test("asks every client to connect anew", () => {
    const registry = open();
    const [one, two] = [connection(ADDRESS), connection(ADDRESS)];
    registry.add(one);
    registry.add(two);
    registry.notifyReconnect();

    expect([one.log, two.log]).toEqual([
      ['{"id":null,"method":"reconnect"}'],
      ['{"id":null,"method":"reconnect"}'],
    ]);
  });

  test("closes those whose access has ended, and counts them", () => {
    const registry = open();
    for (const isCondemned of [true, false, true]) registry.add(connection(ADDRESS, isCondemned));

    expect(registry.closeWhere((isCondemned) => isCondemned === true, 4401, "signed out")).toBe(2);
  });

  test("looks for silent peers while there is anybody, and no longer", async () => {
    const registry = open({ everyMs: 1 });
    const peer = connection(ADDRESS);
    registry.add(peer);
    await until(() => peer.log.length > 2);
    expect(peer.log[0]).toBe("silent 6");
    registry.remove(peer);
    const seen = peer.log.length;

    const control = connection(ADDRESS);
    const another = open({ everyMs: 1 });
    another.add(control);
    await until(() => control.log.length > 5);
    another.remove(control);
    expect(peer.log).toHaveLength(seen);
  });
});

describe("a drain", () => {
  test("refuses newcomers, and is over once everybody has left and their leave is told", async () => {
    const registry = open();
    const peer = connection(ADDRESS);
    registry.add(peer);
    expect(registry.isDraining).toBe(false);
    let isOver = false;
    const drained = registry.drain(60_000).then(() => (isOver = true));
    expect([registry.isDraining, registry.refusalFor(ADDRESS, true, true)]).toEqual([true, 503]);
    await Bun.sleep(0);
    expect(peer.log).toEqual(['{"id":null,"method":"reconnect"}']);

    registry.remove(peer);
    await Bun.sleep(0);
    expect(isOver).toBe(false);
    peer.leave();
    await drained;
    expect(peer.log).toHaveLength(1);
  });

  test("ends as restarting whoever stays", async () => {
    const registry = open();
    const peer = connection(ADDRESS);
    registry.add(peer);
    const drained = registry.drain(1);
    await until(() => peer.log.includes("end 1012 restarting"));
    registry.remove(peer);
    peer.leave();
    await drained;
  });

  test("of nobody is over at once", async () => {
    await open().drain(60_000);
  });
});
