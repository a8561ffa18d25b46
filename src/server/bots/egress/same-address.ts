import { isIPv4 } from "node:net";

/**
 * Whether a socket is connected to the wanted address. A dual-stack socket reports IPv4 addresses as `::ffff:1.2.3.4`,
 * and IPv6 addresses have several notations.
 *
 * @param seen - `undefined` when the socket has no other end any more
 */
export function isSameAddress(seen: string | undefined, wanted: string): boolean {
  return seen !== undefined && canonical(seen) === canonical(wanted);
}

/** The shortest IPv6 notation; a text that is no address stays as it is. */
function canonical(address: string): string {
  const url = `http://[${isIPv4(address) ? `::ffff:${address}` : address}]`;
  return URL.canParse(url) ? new URL(url).hostname : address;
}
