import { join } from "node:path";
import type { ConnectionState } from "#transport/connection/server-connection.ts";
import { killOnExit } from "../../support/kill-on-exit.ts";
import type { CustomerSession } from "../clients/organization.ts";
import type { ActorContext } from "../clients/actor-context.ts";
import { createReaderView, type ShownFact, type ReaderView } from "../messages/reader-view.ts";

/** What the process of readers is asked for. */
export interface ReaderProcessInput {
  url: string;
  seed: number;
  readers: readonly { actor: string; guest: CustomerSession }[];
}

/** What it tells of each, again and again. */
export interface ReaderProcessReport {
  actor: string;
  state: ConnectionState;
  stretches: readonly { after: number; fresh: readonly ShownFact[] }[];
}

/** Somebody who reads in another process. */
interface DistantReader {
  view: ReaderView;
  state: () => ConnectionState;
}

/** A process of readers. */
export interface ReaderProcess extends Disposable {
  readers: readonly DistantReader[];
  /** SIGSTOP, as when a lid is closed. */
  pause: () => void;
  /** SIGCONT. */
  resume: () => void;
}

const PROCESS = join(import.meta.dirname, "reader-process-main.ts");

/** Starts it; each reader follows their session from the first fact, and says nothing. */
export function startReaderProcess(
  { url, history }: ActorContext,
  seed: number,
  readers: ReaderProcessInput["readers"],
): ReaderProcess {
  const known = new Map<string, { view: ReaderView; state: ConnectionState }>(
    readers.map(({ actor, guest: { organization, sessionId } }) => [
      actor,
      { view: createReaderView(actor, { orgId: organization.orgId, sessionId }, 0), state: "idle" },
    ]),
  );

  function hear({ actor, state, stretches }: ReaderProcessReport): void {
    const reader = known.get(actor);
    if (reader === undefined) return;
    reader.state = state;
    for (const [place, { after, fresh }] of stretches.entries()) {
      const stretch = (reader.view.stretches[place] ??= { after, shown: [] });
      stretch.shown.push(...fresh.map((shown) => ({ ...shown, at: history.now() })));
    }
  }

  const child = killOnExit(
    Bun.spawn([process.execPath, PROCESS], {
      stdio: ["ignore", "inherit", "inherit"],
      serialization: "json",
      ipc: (told: ReaderProcessReport) => hear(told),
    }),
  );
  child.send({ url, seed, readers } satisfies ReaderProcessInput);
  return {
    readers: [...known.values()].map((reader) => ({ view: reader.view, state: () => reader.state })),
    pause: () => child.kill("SIGSTOP"),
    resume: () => child.kill("SIGCONT"),
    [Symbol.dispose]: () => child.kill("SIGKILL"),
  };
}
