import { type IpAddressKind, ipAddressKind } from "./ip-address-kind.ts";

/**
 * Where chatbot servers may live. An admin of an organization may name any public `https` address; what lies inside
 * (plain http, other ports, private networks) opens only to the exact origins the operator of the machine lists.
 */
export interface EgressPolicy {
  /** Exact origins, such as `http://localhost:11434`. */
  allow: readonly string[];
  /** Whether any loopback origin may be named: only where admin and operator are the same person. */
  loopbackAllowed: boolean;
  /** Ports of our own on this machine, never called, even if listed. */
  ownPorts: readonly number[];
}

/** What a URL is allowed to resolve to. */
export type Permission = "public" | "loopback" | "listed";

const INNER_NAMES = /(^|\.)(localhost|local|internal|flycast)$/;

/** How far a chatbot URL may lead, judged by its spelling alone; `null` when nowhere. */
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

/** The addresses of a machine's own network cards, and the port a call would go to. */
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

/** The name or address a URL leads to: lower case, without brackets, without the root's dot. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

/** The origin as compared: case, default port and the root's dot do not tell origins apart. `null` if it is no URL. */
function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return `${url.protocol}//${hostOf(url)}:${url.port}`;
}

function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || ipAddressKind(host) === "loopback";
}
