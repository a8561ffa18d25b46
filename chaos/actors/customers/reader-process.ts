import { join } from "node:path";
import type { LinkState } from "#transport/connection/server-connection.ts";
import { keepChild } from "../../support/kill-on-exit.ts";
import type { Guest } from "../clients/organization.ts";
import type { Stage } from "../clients/actor-context.ts";
import { createView, type Shown, type View } from "../messages/reader-view.ts";

/** What the process of readers is asked for. */
export interface Wanted {
  url: string;
  seed: number;
  readers: readonly { actor: string; guest: Guest }[];
}

/** What it tells of each, again and again. */
export interface Told {
  actor: string;
  state: LinkState;
  stretches: readonly { after: number; fresh: readonly Shown[] }[];
}

/** Somebody who reads in another process. */
interface DistantReader {
  view: View;
  state: () => LinkState;
}

/** A process of readers. */
export interface ReaderHost extends Disposable {
  readers: readonly DistantReader[];
  /** SIGSTOP, as when a lid is closed. */
  pause: () => void;
  /** SIGCONT. */
  resume: () => void;
}

const PROCESS = join(import.meta.dirname, "reader-process-main.ts");

/** Starts it; each reader follows their session from the first fact, and says nothing. */
export function openReaderHost(
  { url, history }: Stage,
  seed: number,
  readers: Wanted["readers"],
): ReaderHost {
  const known = new Map<string, { view: View; state: LinkState }>(
    readers.map(({ actor, guest: { company, sessionId } }) => [
      actor,
      { view: createView(actor, { orgId: company.orgId, sessionId }, 0), state: "idle" },
    ]),
  );

  function hear({ actor, state, stretches }: Told): void {
    const reader = known.get(actor);
    if (reader === undefined) return;
    reader.state = state;
    for (const [place, { after, fresh }] of stretches.entries()) {
      const stretch = (reader.view.stretches[place] ??= { after, shown: [] });
      stretch.shown.push(...fresh.map((shown) => ({ ...shown, at: history.now() })));
    }
  }

  const child = keepChild(
    Bun.spawn([process.execPath, PROCESS], {
      stdio: ["ignore", "inherit", "inherit"],
      serialization: "json",
      ipc: (told: Told) => hear(told),
    }),
  );
  child.send({ url, seed, readers } satisfies Wanted);
  return {
    readers: [...known.values()].map((reader) => ({ view: reader.view, state: () => reader.state })),
    pause: () => child.kill("SIGSTOP"),
    resume: () => child.kill("SIGCONT"),
    [Symbol.dispose]: () => child.kill("SIGKILL"),
  };
}
