import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ISOLATED_NETWORK_ADDRESSES, PUBLIC_ADDRESS } from "./isolated-network-addresses.ts";

/** Commands that give a program a network and mounts of its own: as root, or as a root of its own. */
const WAYS: readonly (readonly string[])[] = [
  ["unshare", "--net", "--mount"],
  ["unshare", "--map-root-user", "--net", "--mount"],
];

/** How to run something in a network that leads nowhere; `null` where that is not permitted. */
export function isolatedNetworkCommand(): readonly string[] | null {
  return WAYS.find(([command = "", ...args]) => spawnSync(command, [...args, "true"]).status === 0) ?? null;
}

/**
 * Called inside such a network: its loopback gets every address that must not be called, and names are asked of this
 * machine. @throws Error when there is a way out after all, because a failing guard would use it
 */
export function configureIsolatedNetwork(folder: string): void {
  if (run("ip", "route", "show", "default").trim() !== "")
    throw new Error("there is a way out of this network");
  run("ip", "link", "set", "lo", "up");
  for (const address of [...ISOLATED_NETWORK_ADDRESSES, `${PUBLIC_ADDRESS}/32`])
    run("ip", "address", "add", address, "dev", "lo");
  const names = join(folder, "resolv.conf");
  writeFileSync(names, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
  run("mount", "--bind", names, "/etc/resolv.conf");
}

function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr.toString()}`);
  return stdout.toString();
}
