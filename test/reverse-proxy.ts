import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureSystemTool } from "./ensure-system-tool.ts";

/** The reverse proxies that tests run a server behind, by their Debian packages. */
const PROGRAMS = { nginx: "nginx", haproxy: "haproxy" } as const;
type Program = keyof typeof PROGRAMS;

const STARTS_WITHIN_MS = 15_000;
/** Another process may take the port before the proxy binds it. */
const ATTEMPTS = 3;

/** A real reverse proxy on a free port of the loopback address; it stops with the test. */
export interface ReverseProxy extends AsyncDisposable {
  /** Such as `http://127.0.0.1:41234`. */
  origin: string;
  port: number;
}

/** Finds nginx and HAProxy, or installs them. @throws with what to install */
export function ensureReverseProxies(): void {
  for (const program of ["nginx", "haproxy"] as const) ensureSystemTool(program, PROGRAMS[program]);
}

/** nginx with this inside `location / { … }`, in front of `upstream`, such as `127.0.0.1:3000`. */
export function startNginx(upstream: string, location: string): Promise<ReverseProxy> {
  return start("nginx", (folder, port) => ({
    text: `
      daemon off; master_process off; pid ${folder}/pid; error_log stderr;
      events {}
      http {
        access_log off;
        ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ")}
        server { listen 127.0.0.1:${port}; location / { proxy_pass http://${upstream}; ${location} } }
      }`,
    command: ["-p", folder, "-c", join(folder, "config")],
  }));
}

/** HAProxy with these lines in its `frontend`, in front of `upstream`. */
export function startHaproxy(upstream: string, frontend: readonly string[]): Promise<ReverseProxy> {
  return start("haproxy", (folder, port) => ({
    text: [
      "defaults",
      "  mode http",
      "  timeout connect 5s",
      "  timeout client 60s",
      "  timeout server 60s",
      "frontend in",
      `  bind 127.0.0.1:${port}`,
      ...frontend.map((line) => `  ${line}`),
      "  default_backend out",
      "backend out",
      `  server one ${upstream}`,
      "",
    ].join("\n"),
    command: ["-db", "-f", join(folder, "config")],
  }));
}

type Configure = (folder: string, port: number) => { text: string; command: string[] };

async function start(program: Program, configure: Configure): Promise<ReverseProxy> {
  const path = ensureSystemTool(program, PROGRAMS[program]);
  for (let attempt = 1; ; attempt += 1) {
    const folder = mkdtempSync(join(tmpdir(), `switchboard-${program}-`));
    const port = await freePort();
    const { text, command } = configure(folder, port);
    writeFileSync(join(folder, "config"), text);
    const proxy = Bun.spawn([path, ...command], { stdin: "ignore", stdout: "ignore", stderr: "pipe" });
    const stop = async () => {
      proxy.kill("SIGKILL");
      await proxy.exited;
      rmSync(folder, { recursive: true, force: true });
    };
    if (await isListening(port, proxy))
      return { origin: `http://127.0.0.1:${port}`, port, [Symbol.asyncDispose]: stop };
    const said = await new Response(proxy.stderr).text();
    await stop();
    if (attempt >= ATTEMPTS) throw new Error(`${program} did not start: ${said}`);
  }
}

async function isListening(port: number, proxy: Bun.Subprocess): Promise<boolean> {
  const deadline = performance.now() + STARTS_WITHIN_MS;
  while (proxy.exitCode === null && performance.now() < deadline) {
    const isOpen = await Bun.connect({ hostname: "127.0.0.1", port, socket: { data() {} } }).then(
      (socket) => (socket.end(), true),
      () => false,
    );
    if (isOpen) return true;
    await Bun.sleep(10);
  }
  proxy.kill("SIGKILL");
  return false;
}

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
  });
  return await promise;
}
