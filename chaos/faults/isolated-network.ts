import { readlinkSync } from "node:fs";
import { killOnExit } from "../support/kill-on-exit.ts";
import { waitUntil } from "../support/wait-until.ts";
import { ensureSystemTool } from "../../test/ensure-system-tool.ts";

/** A network namespace for the server, joined to ours by a virtual cable. It ends with its last process. */
export interface IsolatedNetwork extends Disposable {
  /** Addresses at which processes in the namespace are reached. */
  addresses: readonly [string, string];
  /** A command prefix that runs a program in the namespace, as the same process. */
  prefix: readonly string[];
  /** Drops every packet from and to this address; `null` lets everything pass again. */
  dropPackets: (address: string | null) => void;
  /** The number of connections to this address that are open on the server's side. */
  connections: (address: string) => number;
}

const READY_MS = 5_000;
const SUBNETS = 256;

/**
 * Creates an isolated network with the kernel's own tools, in a range that is reserved for network tests (RFC 2544).
 *
 * @throws if not run as root on Linux
 */
export async function openIsolatedNetwork(): Promise<IsolatedNetwork> {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    throw new Error("This scenario creates a network namespace, which needs root on Linux.");
  ensureSystemTool("ip", "iproute2");
  ensureSystemTool("nft", "nftables");
  const holder = killOnExit(Bun.spawn(["unshare", "--net", "sleep", "infinity"]));
  if (!(await waitUntil(() => hasOwnNetwork(holder.pid), READY_MS)))
    throw new Error("The network namespace was not created.");
  const prefix = ["nsenter", `--target=${holder.pid}`, "--net"];
  const runInside = (...command: string[]) => run(...prefix, ...command);
  const near = `sb${process.pid}`;
  const [ours, ...addresses] = [addressOf(1), addressOf(2), addressOf(3)] as const;

  run("ip", "link", "add", near, "type", "veth", "peer", "name", "far", "netns", `${holder.pid}`);
  run("ip", "address", "add", `${ours}/24`, "dev", near);
  run("ip", "link", "set", near, "up");
  for (const address of addresses) runInside("ip", "address", "add", `${address}/24`, "dev", "far");
  for (const device of ["lo", "far"]) runInside("ip", "link", "set", device, "up");
  runInside("nft", "add table inet silence");
  for (const hook of ["input", "output"])
    runInside("nft", `add chain inet silence ${hook} { type filter hook ${hook} priority 0; }`);

  return {
    addresses,
    prefix,
    dropPackets(address) {
      if (address === null) runInside("nft", "flush table inet silence");
      else
        runInside(
          "nft",
          `add rule inet silence input ip daddr ${address} drop; add rule inet silence output ip saddr ${address} drop`,
        );
    },
    connections: (address) =>
      runInside("ss", "-Htn", "state", "established", "src", address).split("\n").filter(Boolean).length,
    [Symbol.dispose]() {
      holder.kill("SIGKILL");
      Bun.spawnSync(["ip", "link", "delete", near]);
    },
  };
}

function addressOf(host: number): string {
  return `198.18.${process.pid % SUBNETS}.${host}`;
}

function hasOwnNetwork(pid: number): boolean {
  return readlinkSync(`/proc/${pid}/ns/net`) !== readlinkSync("/proc/self/ns/net");
}

function run(...command: string[]): string {
  const { success, stdout, stderr } = Bun.spawnSync(command);
  if (!success) throw new Error(`${command.join(" ")}: ${stderr.toString()}`);
  return stdout.toString();
}
