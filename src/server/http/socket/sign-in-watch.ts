import { MINUTE, type Millis } from "#domain/model/instant.ts";
import type { ReportError } from "../trpc/create-context-safely.ts";
import type { MemberRights } from "../../auth/logins/list-login-rights.ts";

/** The interval at which the logins behind open sockets are recorded as used. */
const TOUCH_MS: Millis = MINUTE;

/** Watches the logins behind open sockets: an open socket counts as use, and one whose login has ended is closed. */
export interface SignInWatch {
  opened(loginId: string, rights: MemberRights): void;
  closed(loginId: string): void;
  /** Stops watching. */
  stop(): void;
}

interface Deps {
  /** Records that a login is in use; `false` if it is no longer valid. */
  touch: (loginId: string) => Promise<boolean>;
  /** Returns those of the logins that are still valid, with their members' rights. */
  standing: (loginIds: readonly string[]) => Promise<ReadonlyMap<string, MemberRights>>;
  /** Closes the sockets of a login that has ended, or whose rights have changed since they opened. */
  onOver: (loginId: string) => void;
  report: ReportError;
}

interface Intervals {
  touchMs?: Millis;
  /**
   * The interval at which validity is checked. Removing a member closes their sockets at once, but the notice to
   * other instances may be lost, and this check is the fallback. `null` with one instance.
   */
  checkMs: Millis | null;
}

/** Starts watching. No socket is open yet. */
export function watchSignIns(
  { touch, standing, onOver, report }: Deps,
  { touchMs = TOUCH_MS, checkMs }: Intervals,
): SignInWatch {
  const logins = new Map<string, { sockets: number; rights: MemberRights }>();

  async function touchAll(): Promise<void> {
    for (const loginId of logins.keys()) if (!(await touch(loginId))) onOver(loginId);
  }

  async function checkAll(): Promise<void> {
    if (logins.size === 0) return;
    const checked = [...logins].map(([id, { rights }]) => ({ id, rights }));
    const rightsNow = await standing(checked.map(({ id }) => id));
    for (const { id, rights } of checked) if (rightsNow.get(id) !== rights) onOver(id);
  }

  const timers = [
    repeat(touchAll, touchMs, report),
    ...(checkMs === null ? [] : [repeat(checkAll, checkMs, report)]),
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
    () => void work().catch((error: unknown) => report("checking the logins of open sockets", error)),
    everyMs,
  );
  timer.unref();
  return timer;
}
