import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureSystemTool } from "../support/ensure-system-tool.ts";

/** A clock on the wall that a process goes by and that can be moved while it runs. Its sense of spans stays true. */
export interface FakeClock {
  /** What the process must be told to go by it. */
  env: Record<string, string>;
  /** Moves it to `ms` before or behind the true one. */
  move: (ms: number) => void;
}

const LIBRARIES = "/usr/lib";
const LIBRARY = join("faketime", "libfaketimeMT.so.1");
const MS_PER_SECOND = 1000;

/** Makes a clock that stands right; `file` says how it goes. Needs libfaketime. */
export function createFakeClock(file: string): FakeClock {
  ensureSystemTool("faketime", "faketime");
  const [library] = readdirSync(LIBRARIES).flatMap((folder) => {
    const path = join(LIBRARIES, folder, LIBRARY);
    return Bun.file(path).size > 0 ? [path] : [];
  });
  if (library === undefined)
    throw new Error(`libfaketime is not where it was looked for: ${LIBRARIES}/*/${LIBRARY}`);
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
