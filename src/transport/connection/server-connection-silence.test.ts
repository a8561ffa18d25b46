import { describe, expect, test } from "bun:test";
import { outcomeOf, openTestConnection } from "../testing/open-test-connection.ts";
import { flushPromises } from "../testing/manual-clock.ts";

/** A link to which the server has said something. */
async function spokenTo() {
  const opened = openTestConnection();
  const socket = await opened.connected();
  socket.say("hello");
  return { ...opened, socket };
}

/** The same of a widget that is minimised: it has asked once, and was answered. */
async function minimised() {
  const opened = await spokenTo();
  opened.link.setPingInterval(25_000);
  opened.socket.say("PONG");
  return opened;
}

describe("finding out that nobody is there", () => {
  test("asks after 4 s without a word, and waits 3 s for one", async () => {
    const { clock, state, socket } = await spokenTo();
    await clock.pass(3_999);
    expect(socket.pings()).toBe(0);
    await clock.pass(1);
    expect(socket.pings()).toBe(1);
    await clock.pass(2_999);
    expect(state()).toBe("open");
    await clock.pass(1);

    expect(state()).toBe("waiting");
  });

  test("asks 3 s after a call that nobody has answered, minimised or not", async () => {
    const { api, clock, state, socket } = await minimised();
    await clock.pass(10_000);
    void outcomeOf(api.nested.write.mutate("?"));
    await clock.pass(2_999);
    expect(socket.pings()).toBe(1);
    await clock.pass(1);
    expect(socket.pings()).toBe(2);
    await clock.pass(3_000);

    expect(state()).toBe("waiting");
  });

  test("is not put off by whoever goes on talking", async () => {
    const { api, clock, state } = await spokenTo();
    for (let seconds = 0; seconds < 6; seconds += 1) {
      expect(state()).toBe("open");
      void outcomeOf(api.nested.write.mutate(`${seconds}`));
      await clock.pass(1_000);
    }

    expect(state()).toBe("waiting");
  });

  test("asks 3 s after the last word as long as an answer is due, whatever else is heard", async () => {
    const { api, clock, state, socket } = await minimised();
    void outcomeOf(api.nested.write.mutate("?"));
    await clock.pass(1_000);
    socket.say("something else");
    await clock.pass(2_999);
    expect(socket.pings()).toBe(1);
    await clock.pass(3_001);

    expect(state()).toBe("waiting");
  });

  test("asks less often again once the answer is there", async () => {
    const { api, clock, socket } = await minimised();
    void outcomeOf(api.nested.write.mutate("?"));
    await clock.pass(1_000);
    socket.answer(socket.calls().at(-1)?.id ?? 0, "!");
    await clock.pass(24_999);

    expect(socket.pings()).toBe(1);
  });

  test("does not take a call that takes its time for a dead connection, as long as pings are answered", async () => {
    const { api, clock, state, socket } = await minimised();
    void outcomeOf(api.nested.write.mutate("slow"));
    for (let times = 0; times < 3; times += 1) {
      await clock.pass(3_000);
      socket.say("PONG");
    }
    await clock.pass(999);

    expect(state()).toBe("open");
  });

  test("comes back to a server too slow for pings more and more seldom", async () => {
    const { connected, clock, last } = openTestConnection();
    await connected();
    const waits: number[] = [];
    while (waits.length < 4) {
      last().say("hello, at last");
      await clock.pass(7_000);
      waits.push(clock.untilNext());
      await clock.pass(clock.untilNext());
      last().open();
      await flushPromises();
    }

    expect(waits).toEqual([125, 250, 500, 1000]);
  });

  test("takes any word for an answer", async () => {
    const { connected, clock, state } = openTestConnection();
    const socket = await connected();
    await clock.pass(3_000);
    expect(socket.pings()).toBe(1);
    socket.say({ id: 1, result: { type: "data", id: "1", data: { id: "1", data: { prev: 0, no: 1 } } } });
    await clock.pass(3_000);

    expect(state()).toBe("open");
  });

  test("asks nothing where there is always something to hear", async () => {
    const { connected, clock } = openTestConnection();
    const socket = await connected();
    for (let times = 0; times < 10; times += 1) {
      socket.say("hello");
      await clock.pass(3_900);
    }

    expect(socket.pings()).toBe(0);
  });

  test("asks at once when it is minimised, and less often from then on", async () => {
    const { clock, link: connection, socket } = await spokenTo();
    connection.setPingInterval(25_000);
    expect(socket.pings()).toBe(1);
    socket.say("PONG");
    await clock.pass(24_999);
    expect(socket.pings()).toBe(1);
    await clock.pass(1);

    expect(socket.pings()).toBe(2);
  });

  test("finds a connection dead within 3 s of waking", async () => {
    const { clock, state, socket } = await spokenTo();
    await clock.sleep(3_600_000);
    expect(socket.pings()).toBe(1);
    await clock.pass(3_000);

    expect(state()).toBe("waiting");
  });

  test("does not blame the other side for having slept through its answer", async () => {
    const { connected, clock, state } = openTestConnection();
    const socket = await connected();
    await clock.pass(3_000);
    expect(socket.pings()).toBe(1);
    await clock.sleep(3_600_000);
    expect(state()).toBe("open");
    expect(socket.pings()).toBe(2);
    socket.say("PONG");
    await clock.pass(4_000);

    expect(state()).toBe("open");
  });

  test("asks at once when somebody looks at the page again", async () => {
    const { page, clock, socket } = await spokenTo();
    page.changed();
    expect(socket.pings()).toBe(1);
    await clock.pass(1_000);
    page.changed();

    expect(socket.pings()).toBe(1);
  });

  test("asks at once when the page wakes up, where the alarm has slept as well", async () => {
    const { page, clock, state, socket } = await spokenTo();
    clock.oversleep(3_600_000);
    page.changed();
    expect(socket.pings()).toBe(1);
    await clock.pass(3_000);

    expect(state()).toBe("waiting");
  });

  test("answers when it is asked", async () => {
    const socket = await openTestConnection().connected();
    socket.say("PING");

    expect(socket.sent.at(-1)).toBe("PONG");
  });
});
