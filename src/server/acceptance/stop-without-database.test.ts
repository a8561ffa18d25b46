import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../testing/temporary-folder.ts";

test("a server whose database cannot be written to stops in order when it is told to", async () => {
  using folder = temporaryFolder();
  await using main = Bun.spawn([process.execPath, join(import.meta.dir, "../main.ts")], {
    env: { DATA_DIR: folder.path, PORT: await freePort() },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = [readAll(main.stdout), readAll(main.stderr)];
  await Promise.race([out.has("Switchboard is running"), main.exited]);
  using other = new Database(join(folder.path, "switchboard.db"));
  other.run("pragma busy_timeout = 5000");
  other.run("begin immediate");

  main.kill("SIGTERM");

  expect([await main.exited, await err.all]).toEqual([0, ""]);
  expect(await out.all).toMatch(/error: recording that this instance has ended: [^]+ stopped\n$/);
}, 60_000);

async function freePort(): Promise<string> {
  const probe = Bun.serve({ port: 0, fetch: () => new Response() });
  const port = `${probe.port}`;
  await probe.stop(true);
  return port;
}

/** Reads a stream to its end; `has` resolves once it contains a text. */
function readAll(stream: ReadableStream<Uint8Array>) {
  const waiting = new Map<string, () => void>();
  const all = (async () => {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of stream) {
      text += decoder.decode(chunk, { stream: true });
      for (const [part, resolve] of waiting) if (text.includes(part)) resolve();
    }
    return text;
  })();
  return {
    all,
    has: (part: string) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(part, resolve);
      return promise;
    },
  };
}
