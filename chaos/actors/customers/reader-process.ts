import { join } from "node:path";
import type { ConnectionState } from "#transport/connection/server-connection.ts";
import { killOnExit } from "../../support/kill-on-exit.ts";
import type { CustomerSession } from "./open-customer-sessions.ts";
import type { ActorContext } from "../clients/actor-context.ts";
import { createReaderView, type ShownFact, type ReaderView } from "../messages/reader-view.ts";

/** The input of a reader process. */
export interface ReaderProcessInput {
  url: string;
  seed: number;
  readers: readonly { actor: string; customerSession: CustomerSession }[];
}

/** The regular report about one reader. */
export interface ReaderProcessReport {
  actor: string;
  state: ConnectionState;
  stretches: readonly { after: number; fresh: readonly ShownFact[] }[];
}

/** A reader in another process. */
interface RemoteReader {
  view: ReaderView;
  state: () => ConnectionState;
}

/** A process of readers. */
export interface ReaderProcess extends Disposable {
  readers: readonly RemoteReader[];
  /** Sends SIGSTOP, as closing a laptop's lid does. */
  pause: () => void;
  /** Sends SIGCONT. */
  resume: () => void;
}

const PROCESS = join(import.meta.dirname, "reader-process-main.ts");

/** Starts a reader process. Each reader follows its session from the first fact, and sends nothing. */
export function startReaderProcess(
  { url, history }: ActorContext,
  seed: number,
  readers: ReaderProcessInput["readers"],
): ReaderProcess {
  const byActor = new Map<string, { view: ReaderView; state: ConnectionState }>(
    readers.map(({ actor, customerSession: { organization, sessionId } }) => [
      actor,
      { view: createReaderView(actor, { orgId: organization.orgId, sessionId }, 0), state: "idle" },
    ]),
  );

  function applyReport({ actor, state, stretches }: ReaderProcessReport): void {
    const reader = byActor.get(actor);
    if (reader === undefined) return;
    reader.state = state;
    for (const [index, { after, fresh }] of stretches.entries()) {
      const stretch = (reader.view.stretches[index] ??= { after, shown: [] });
      stretch.shown.push(...fresh.map((shown) => ({ ...shown, at: history.now() })));
    }
  }

  const child = killOnExit(
    Bun.spawn([process.execPath, PROCESS], {
      stdio: ["ignore", "inherit", "inherit"],
      serialization: "json",
      ipc: (report: ReaderProcessReport) => applyReport(report),
    }),
  );
  child.send({ url, seed, readers } satisfies ReaderProcessInput);
  return {
    readers: [...byActor.values()].map((reader) => ({ view: reader.view, state: () => reader.state })),
    pause: () => child.kill("SIGSTOP"),
    resume: () => child.kill("SIGCONT"),
    [Symbol.dispose]: () => child.kill("SIGKILL"),
  };
}
