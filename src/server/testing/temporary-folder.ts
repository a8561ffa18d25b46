import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Creates a folder for one test, deleted with its contents when the test is over. */
export function temporaryFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "switchboard-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}
