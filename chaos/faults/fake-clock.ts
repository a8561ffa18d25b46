import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureSystemTool } from "../../test/ensure-system-tool.ts";
import type { Instance } from "../deployment/instance.ts";

/** The wall clock of one process, which can be moved while the process runs. Its monotonic clock stays right. */
export interface FakeClock {
  /** The environment variables that make a process use it. */
  env: Record<string, string>;
  /** Sets the clock to `ms` from the true time, ahead or behind. */
  move: (ms: number) => void;
}

/** The HTTP Date header has a resolution of a second. */
const TOLERANCE_MS = 5_000;
const LIBRARIES = "/usr/lib";
const LIBRARY = join("faketime", "libfaketimeMT.so.1");
const MS_PER_SECOND = 1000;

/** What is missing for a fake clock on this machine; `null` if nothing is. */
export function missingForFakeClock(): string | null {
  if (process.platform !== "linux") return "libfaketime runs on Linux only";
  return Bun.which("faketime") === null && process.getuid?.() !== 0 ? "libfaketime is not installed" : null;
}

/** Creates a clock that shows the true time; `file` stores its offset. Needs libfaketime. */
export function createFakeClock(file: string): FakeClock {
  ensureSystemTool("faketime", "faketime");
  const [library] = readdirSync(LIBRARIES).flatMap((folder) => {
    const path = join(LIBRARIES, folder, LIBRARY);
    return Bun.file(path).size > 0 ? [path] : [];
  });
  if (library === undefined) throw new Error(`libfaketime was not found: ${LIBRARIES}/*/${LIBRARY}`);
  const move = (ms: number) => writeFileSync(file, `${ms < 0 ? "" : "+"}${ms / MS_PER_SECOND}\n`);
  move(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    },
    move,
  };
}

/** Whether the clock of a running instance has this offset from the true time. */
export async function hasClockOffset({ url }: Pick<Instance, "url">, offset: number): Promise<boolean> {
  const { headers } = await fetch(`${url}/healthz`);
  return Math.abs(Date.parse(headers.get("date") ?? "") - offset - Date.now()) < TOLERANCE_MS;
}
