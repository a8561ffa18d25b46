import { MINUTE, type Millis } from "#domain/model/instant.ts";
import type { ReportError } from "../trpc/make-context.ts";
import type { MemberRights } from "../../auth/logins/active-logins.ts";

/** How often the use of the logins behind open sockets is noted. */
const TOUCH_MS: Millis = MINUTE;

/** The logins behind open sockets: a socket that is open counts as use, and one whose login is over is closed. */
export interface SignInWatch {
  opened(loginId: string, rights: MemberRights): void;
  closed(loginId: string): void;
  /** Ends the watch. */
  stop(): void;
}

interface Deps {
  /** Notes that a login is in use; `false` when it stands no more. */
  touch: (loginId: string) => Promise<boolean>;
  /** Which of these logins still stand, and what their members may do. */
  standing: (loginIds: readonly string[]) => Promise<ReadonlyMap<string, MemberRights>>;
  /** Closes the sockets of a login that is over, or that may do other things than when they opened. */
  onOver: (loginId: string) => void;
  report: ReportError;
}

interface Intervals {
  touchMs?: Millis;
  /**
   * How often it is asked whether they still stand. Letting somebody go closes their sockets at once, by itself;
   * between machines that word may be lost, and this is the net under it. `null`: there is one machine.
   */
  checkMs: Millis | null;
}

/** Begins to watch; nothing is open yet. */
export function watchSignIns(
  { touch, standing, onOver, report }: Deps,
  { touchMs = TOUCH_MS, checkMs }: Intervals,
): SignInWatch {
  const logins = new Map<string, { sockets: number; rights: MemberRights }>();

  async function note(): Promise<void> {
    for (const loginId of logins.keys()) if (!(await touch(loginId))) onOver(loginId);
  }

  async function look(): Promise<void> {
    if (logins.size === 0) return;
    const asked = [...logins].map(([id, { rights }]) => ({ id, rights }));
    const stand = await standing(asked.map(({ id }) => id));
    for (const { id, rights } of asked) if (stand.get(id) !== rights) onOver(id);
  }

  const timers = [
    repeat(note, touchMs, report),
    ...(checkMs === null ? [] : [repeat(look, checkMs, report)]),
  ];

  return {
    opened: (loginId, rights) =>
      void logins.set(loginId, { sockets: (logins.get(loginId)?.sockets ?? 0) + 1, rights }),
    closed(loginId) {
      const login = logins.get(loginId);
      if (login === undefined) return;
      login.sockets -= 1;
      if (login.sockets === 0) logins.delete(loginId);
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

function repeat(work: () => Promise<void>, everyMs: Millis, report: ReportError) {
  const timer = setInterval(
    () => void work().catch((error: unknown) => report("the logins of open sockets", error)),
    everyMs,
  );
  timer.unref();
  return timer;
}
