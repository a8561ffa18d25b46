import { describe, expect, test } from "bun:test";
import { outcomeOf, openTestConnection } from "../testing/open-test-connection.ts";
import { flushPromises } from "../testing/manual-clock.ts";

/** Opens a connection that has received a message. */
async function openWithMessage() {
  const opened = openTestConnection();
  const socket = await opened.connected();
  socket.receive("hello");
  return { ...opened, socket };
}

/** Opens a connection with the widget minimised, which has sent one ping and received the response. */
async function openMinimised() {
  const opened = await openWithMessage();
  opened.connection.setPingInterval(25_000);
  opened.socket.receive("PONG");
  return opened;
}

describe("detecting a dead connection", () => {
  test("sends a ping after 4 s of silence, and waits 3 s for the answer", async () => {
    const { clock, state, socket } = await openWithMessage();
    await clock.pass(3_999);
    expect(socket.pings()).toBe(0);
    await clock.pass(1);
    expect(socket.pings()).toBe(1);
    await clock.pass(2_999);
    expect(state()).toBe("open");
    await clock.pass(1);

    expect(state()).toBe("waiting");
  });

  test("sends a ping 3 s after an unanswered call, minimised or not", async () => {
    const { api, clock, state, socket } = await openMinimised();
    await clock.pass(10_000);
    void outcomeOf(api.nested.write.mutate("?"));
    await clock.pass(2_999);
    expect(socket.pings()).toBe(1);
    await clock.pass(1);
    expect(socket.pings()).toBe(2);
    await clock.pass(3_000);

    expect(state()).toBe("waiting");
  });

  test("is not delayed by further calls", async () => {
    const { api, clock, state } = await openWithMessage();
    for (let seconds = 0; seconds < 6; seconds += 1) {
      expect(state()).toBe("open");
      void outcomeOf(api.nested.write.mutate(`${seconds}`));
      await clock.pass(1_000);
    }

    expect(state()).toBe("waiting");
  });

  test("sends a ping 3 s after the last message while an answer is pending", async () => {
    const { api, clock, state, socket } = await openMinimised();
    void outcomeOf(api.nested.write.mutate("?"));
    await clock.pass(1_000);
    socket.receive("something else");
    await clock.pass(2_999);
    expect(socket.pings()).toBe(1);
    await clock.pass(3_001);

    expect(state()).toBe("waiting");
  });

  test("sends pings less often again after the answer", async () => {
    const { api, clock, socket } = await openMinimised();
    void outcomeOf(api.nested.write.mutate("?"));
    await clock.pass(1_000);
    socket.answer(socket.calls().at(-1)?.id ?? 0, "!");
    await clock.pass(24_999);

    expect(socket.pings()).toBe(1);
  });

  test("keeps the connection during a slow call as long as pings are answered", async () => {
    const { api, clock, state, socket } = await openMinimised();
    void outcomeOf(api.nested.write.mutate("slow"));
    for (let times = 0; times < 3; times += 1) {
      await clock.pass(3_000);
      socket.receive("PONG");
    }
    await clock.pass(999);

    expect(state()).toBe("open");
  });

  test("reconnects less and less often to a server too slow for pings", async () => {
    const { connected, clock, last } = openTestConnection();
    await connected();
    const waits: number[] = [];
    while (waits.length < 4) {
      last().receive("hello, at last");
      await clock.pass(7_000);
      waits.push(clock.untilNext());
      await clock.pass(clock.untilNext());
      last().open();
      await flushPromises();
    }

    expect(waits).toEqual([125, 250, 500, 1000]);
  });

  test("takes any message as an answer", async () => {
    const { connected, clock, state } = openTestConnection();
    const socket = await connected();
    await clock.pass(3_000);
    expect(socket.pings()).toBe(1);
    socket.receive({ id: 1, result: { type: "data", id: "1", data: { id: "1", data: { prev: 0, no: 1 } } } });
    await clock.pass(3_000);

    expect(state()).toBe("open");
  });

  test("sends no ping while messages keep arriving", async () => {
    const { connected, clock } = openTestConnection();
    const socket = await connected();
    for (let times = 0; times < 10; times += 1) {
      socket.receive("hello");
      await clock.pass(3_900);
    }

    expect(socket.pings()).toBe(0);
  });

  test("sends a ping at once when minimised, and less often from then on", async () => {
    const { clock, connection, socket } = await openWithMessage();
    connection.setPingInterval(25_000);
    expect(socket.pings()).toBe(1);
    socket.receive("PONG");
    await clock.pass(24_999);
    expect(socket.pings()).toBe(1);
    await clock.pass(1);

    expect(socket.pings()).toBe(2);
  });

  test("detects a dead connection within 3 s of waking", async () => {
    const { clock, state, socket } = await openWithMessage();
    await clock.sleep(3_600_000);
    expect(socket.pings()).toBe(1);
    await clock.pass(3_000);

    expect(state()).toBe("waiting");
  });

  test("does not close the connection if the timeout passed during sleep", async () => {
    const { connected, clock, state } = openTestConnection();
    const socket = await connected();
    await clock.pass(3_000);
    expect(socket.pings()).toBe(1);
    await clock.sleep(3_600_000);
    expect(state()).toBe("open");
    expect(socket.pings()).toBe(2);
    socket.receive("PONG");
    await clock.pass(4_000);

    expect(state()).toBe("open");
  });

  test("sends a ping at once when the page becomes visible", async () => {
    const { page, clock, socket } = await openWithMessage();
    page.changed();
    expect(socket.pings()).toBe(1);
    await clock.pass(1_000);
    page.changed();

    expect(socket.pings()).toBe(1);
  });

  test("sends a ping at once on waking, even if timers were suspended too", async () => {
    const { page, clock, state, socket } = await openWithMessage();
    clock.oversleep(3_600_000);
    page.changed();
    expect(socket.pings()).toBe(1);
    await clock.pass(3_000);

    expect(state()).toBe("waiting");
  });

  test("answers a ping", async () => {
    const socket = await openTestConnection().connected();
    socket.receive("PING");

    expect(socket.sent.at(-1)).toBe("PONG");
  });
});
