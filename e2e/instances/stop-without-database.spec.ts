import { Database } from "bun:sqlite";
import { join } from "node:path";
import { expect, test } from "playwright/test";
import { startSwitchboardProcess } from "../support/switchboard-process.ts";

test("a server whose database cannot be written to stops in order when it is told to", async () => {
  await using switchboard = await startSwitchboardProcess();
  using other = new Database(join(switchboard.dataDir, "switchboard.db"));
  other.run("pragma busy_timeout = 5000");
  other.run("begin immediate");

  const code = await switchboard.stop();

  expect(code).toBe(0);
  const printed = switchboard.printed();
  expect(printed).toMatch(/error: recording that this instance has ended: [^]+ stopped\n$/);
  expect(printed).not.toContain("cannot start");
});
