import { readlinkSync } from "node:fs";
import { killOnExit } from "../support/kill-on-exit.ts";
import { waitUntil } from "../support/wait-until.ts";
import { ensureSystemTool } from "../support/ensure-system-tool.ts";

/** A network of a server's own, joined to ours by a cable. It is gone with the last process in it. */
export interface IsolatedNetwork extends Disposable {
  /** Under any of these what runs in it is reached. */
  addresses: readonly [string, string];
  /** Put before a command it has that run in there, as the same process. */
  prefix: readonly string[];
  /** No packet from or to this address passes any more, and nobody is told; `null` lets everything pass again. */
  silence: (address: string | null) => void;
  /** How many connections to this address are open on the server's side. */
  connections: (address: string) => number;
}

const READY_MS = 5_000;
const SUBNETS = 256;

/**
 * Makes one, with the kernel's own means, out of a range that is set aside for tests of networks (RFC 2544).
 *
 * @throws when it is not root who asks, or not Linux that is asked
 */
export async function openIsolatedNetwork(): Promise<IsolatedNetwork> {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    throw new Error("This scenario makes a network of its own, which needs root on Linux.");
  ensureSystemTool("ip", "iproute2");
  ensureSystemTool("nft", "nftables");
  const holder = killOnExit(Bun.spawn(["unshare", "--net", "sleep", "infinity"]));
  if (!(await waitUntil(() => isApart(holder.pid), READY_MS)))
    throw new Error("There is no network of its own.");
  const prefix = ["nsenter", `--target=${holder.pid}`, "--net"];
  const inside = (...command: string[]) => run(...prefix, ...command);
  const near = `sb${process.pid}`;
  const [ours, ...addresses] = [addressOf(1), addressOf(2), addressOf(3)] as const;

  run("ip", "link", "add", near, "type", "veth", "peer", "name", "far", "netns", `${holder.pid}`);
  run("ip", "address", "add", `${ours}/24`, "dev", near);
  run("ip", "link", "set", near, "up");
  for (const address of addresses) inside("ip", "address", "add", `${address}/24`, "dev", "far");
  for (const device of ["lo", "far"]) inside("ip", "link", "set", device, "up");
  inside("nft", "add table inet silence");
  for (const hook of ["input", "output"])
    inside("nft", `add chain inet silence ${hook} { type filter hook ${hook} priority 0; }`);

  return {
    addresses,
    prefix,
    silence(address) {
      if (address === null) inside("nft", "flush table inet silence");
      else
        inside(
          "nft",
          `add rule inet silence input ip daddr ${address} drop; add rule inet silence output ip saddr ${address} drop`,
        );
    },
    connections: (address) =>
      inside("ss", "-Htn", "state", "established", "src", address).split("\n").filter(Boolean).length,
    [Symbol.dispose]() {
      holder.kill("SIGKILL");
      Bun.spawnSync(["ip", "link", "delete", near]);
    },
  };
}

function addressOf(host: number): string {
  return `198.18.${process.pid % SUBNETS}.${host}`;
}

function isApart(pid: number): boolean {
  return readlinkSync(`/proc/${pid}/ns/net`) !== readlinkSync("/proc/self/ns/net");
}

function run(...command: string[]): string {
  const { success, stdout, stderr } = Bun.spawnSync(command);
  if (!success) throw new Error(`${command.join(" ")}: ${stderr.toString()}`);
  return stdout.toString();
}
