import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ISOLATED_NETWORK_ADDRESSES, PUBLIC_ADDRESS } from "./isolated-network-addresses.ts";

/** Commands that give a program its own network and mounts: as root, or in a user namespace. */
const COMMANDS: readonly (readonly string[])[] = [
  ["unshare", "--net", "--mount"],
  ["unshare", "--map-root-user", "--net", "--mount"],
];

/** A command prefix that runs a program in an isolated network; `null` where that is not permitted. */
export function isolatedNetworkCommand(): readonly string[] | null {
  return (
    COMMANDS.find(([command = "", ...args]) => spawnSync(command, [...args, "true"]).status === 0) ?? null
  );
}

/**
 * Configures the isolated network from inside: gives its loopback every address that must not be called, and resolves
 * names on this machine. @throws Error if the network has a default route, because a failing guard would use it
 */
export function configureIsolatedNetwork(folder: string): void {
  if (run("ip", "route", "show", "default").trim() !== "")
    throw new Error("the network is not isolated: it has a default route");
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
