import { expect, test } from "bun:test";
import type { MemberId } from "#domain/model/ids.ts";
import { startTestInstances } from "../../testing/test-instances.ts";
import { turnOnSecondStep } from "../../testing/turn-on-second-step.ts";
import { ADMIN, type Client, until } from "../../testing/test-server.ts";

const PATIENCE = 60_000;

/** Admins' actions that end or change somebody's rights. */
const ENDINGS: Record<string, (admin: Client, memberId: MemberId) => Promise<unknown>> = {
  "let go": ({ team }, memberId) => team.setActive.mutate({ memberId, active: false }),
  "signed out by an admin": ({ team }, memberId) => team.endLogins.mutate({ memberId }),
  "without the second step that is required now": ({ team }) =>
    team.requireSecondStep.mutate({ required: true }),
};

for (const peerChannel of ["up", "silent"] as const) {
  test.each(Object.keys(ENDINGS))(
    `a member who is %s loses the socket on every machine within two seconds, the wire being ${peerChannel}`,
    async (ending) => {
      await using instances = await startTestInstances(2);
      const { here, there } = instances;
      const ana = await here.member(ADMIN);
      await turnOnSecondStep(ana);
      const email = await here.addAgent("ben");
      const [one, two] = [await here.member(email), await there.member(email)];
      const { member } = await one.agent.me.query();
      await two.agent.me.query();
      const closed = new Set<string>();
      for (const [name, client] of Object.entries({ one, two }))
        client.agent.whispers.subscribe(undefined, {
          onError: () => void closed.add(name),
          onStopped: () => void closed.add(name),
          onConnectionStateChange: ({ state }) => void (state === "connecting" && closed.add(name)),
        });
      closed.clear();
      if (peerChannel === "silent") await there.composition.peerChannel.close();

      await ENDINGS[ending]?.(ana, member.id);
      const began = performance.now();
      await until(() => closed.size === 2);

      expect(performance.now() - began).toBeLessThan(2_000);
    },
    PATIENCE,
  );
}
