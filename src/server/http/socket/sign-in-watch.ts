import { MINUTE, type Millis } from "#domain/model/instant.ts";
import type { ReportError } from "../trpc/create-context-safely.ts";
import { type LoginPlace, loginPlaceKey, type MemberRights } from "../../auth/logins/list-login-rights.ts";

/** The interval at which the logins behind open sockets are recorded as used. */
const TOUCH_MS: Millis = MINUTE;

/** Watches the logins behind open sockets: an open socket counts as use, and one whose login has ended is closed. */
export interface SignInWatch {
  /** @param rights - `null` for an account without a company, whose login alone is watched */
  opened(place: LoginPlace, rights: MemberRights | null): void;
  closed(place: LoginPlace): void;
  /** Stops watching. */
  stop(): void;
}

interface Deps {
  /** Records that a login is in use; `false` if it is no longer valid in that company. */
  touch: (place: LoginPlace) => Promise<boolean>;
  /** Returns the rights of the logins' accounts in these companies, by `loginPlaceKey`. */
  standing: (places: readonly LoginPlace[]) => Promise<ReadonlyMap<string, MemberRights>>;
  /** Closes the sockets of a login in a company where it has ended, or its rights have changed since they opened. */
  onOver: (place: LoginPlace) => void;
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
  const logins = new Map<string, { place: LoginPlace; sockets: number; rights: MemberRights | null }>();

  async function touchAll(): Promise<void> {
    for (const { place } of logins.values()) if (!(await touch(place))) onOver(place);
  }

  async function checkAll(): Promise<void> {
    const checked = [...logins].flatMap(([key, { place, rights }]) =>
      rights === null ? [] : [{ key, place, rights }],
    );
    if (checked.length === 0) return;
    const rightsNow = await standing(checked.map(({ place }) => place));
    for (const { key, place, rights } of checked) if (rightsNow.get(key) !== rights) onOver(place);
  }

  const timers = [
    repeat(touchAll, touchMs, report),
    ...(checkMs === null ? [] : [repeat(checkAll, checkMs, report)]),
  ];

  return {
    opened({ loginId, orgId }, rights) {
      const place = { loginId, orgId };
      const key = loginPlaceKey(place);
      logins.set(key, { place, sockets: (logins.get(key)?.sockets ?? 0) + 1, rights });
    },
    closed(place) {
      const key = loginPlaceKey(place);
      const login = logins.get(key);
      if (login === undefined) return;
      login.sockets -= 1;
      if (login.sockets === 0) logins.delete(key);
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
