import { type IpAddressKind, ipAddressKind } from "./ip-address-kind.ts";

/**
 * Where bot servers may run. An admin of an organization may name any public `https` address; all else (plain http,
 * other ports, private networks) needs an exact origin listed by the operator of the deployment.
 */
export interface EgressPolicy {
  /** Exact origins, such as `http://localhost:11434`. */
  allow: readonly string[];
  /** Whether any loopback origin is allowed: only where admin and operator are the same person. */
  loopbackAllowed: boolean;
  /** Our own ports on this host. They are never called, even if listed. */
  ownPorts: readonly number[];
}

/** The networks that a URL may resolve to. */
export type Permission = "public" | "loopback" | "listed";

const INNER_NAMES = /(^|\.)(localhost|local|internal|flycast)$/;

/** Decides from a bot's URL alone what it may resolve to; `null` if it is forbidden. */
export function permissionFor(url: URL, policy: EgressPolicy): Permission | null {
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.username !== "" || url.password !== "" || url.hash !== "") return null;
  const host = hostOf(url);
  if (host === "") return null;
  if (policy.allow.some((origin) => originOf(origin) === originOf(url.href))) return "listed";
  if (isLoopbackHost(host)) return policy.loopbackAllowed ? "loopback" : null;
  const isPlain = url.protocol !== "https:" || url.port !== "" || INNER_NAMES.test(host);
  return isPlain ? null : "public";
}

/** The address and port of a call, and the addresses of this host's network interfaces. */
export interface Target {
  address: string;
  port: number;
  ownAddresses: readonly string[];
}

/** Whether one resolved address may be called under a permission. */
export function isTargetAllowed(target: Target, permission: Permission, policy: EgressPolicy): boolean {
  const kind = ipAddressKind(target.address);
  const isOurs = kind === "loopback" || target.ownAddresses.includes(target.address);
  if (kind === "never" || (isOurs && policy.ownPorts.includes(target.port))) return false;
  return permits(permission, kind);
}

function permits(permission: Permission, kind: IpAddressKind): boolean {
  switch (permission) {
    case "listed":
      return true;
    case "loopback":
      return kind === "loopback";
    case "public":
      return kind === "public";
  }
}

/** The host name or address in a URL: lower case, without brackets and the trailing dot. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

/** The normalized origin: case, default port and a trailing dot do not matter. `null` if it is not a URL. */
function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return `${url.protocol}//${hostOf(url)}:${url.port}`;
}

function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || ipAddressKind(host) === "loopback";
}
