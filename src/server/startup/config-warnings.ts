import type { Config } from "./config.ts";

/** What of a valid configuration is probably not meant so, a line each. */
export function configWarnings(config: Config): string[] {
  const url = new URL(config.publicUrl);
  return [otherPort(config, url), ownPortBehindTls(config, url), tlsByNobody(config, url)].filter(
    (line) => line !== null,
  );
}

/** Pages that are opened at another address than PUBLIC_URL are refused, as another site's are. */
function otherPort({ port, trustProxy, isPublicAddress }: Config, url: URL): string | null {
  const opened = Number(url.port || defaultPortOf(url));
  if (isPublicAddress || url.protocol === "https:" || trustProxy !== "none" || opened === port) return null;
  return `PUBLIC_URL is ${url.origin}, but PORT is ${port}: who opens port ${port} is refused. Set both to one port, unless something passes port ${opened} on (docker run -p ${opened}:${port}).`;
}

function ownPortBehindTls({ port }: Config, url: URL): string | null {
  if (url.protocol !== "https:" || Number(url.port || defaultPortOf(url)) !== port) return null;
  return `PUBLIC_URL is ${url.origin}, the very port of this process (PORT=${port}), which speaks no TLS. Let a proxy terminate TLS at a port of its own, such as 443, and leave ${port} out of PUBLIC_URL.`;
}

function tlsByNobody({ trustProxy }: Config, url: URL): string | null {
  if (url.protocol !== "https:" || trustProxy !== "none") return null;
  return `PUBLIC_URL is ${url.origin}, which a proxy has to serve, but TRUST_PROXY is none: all its callers share one limit. Set TRUST_PROXY to the number of your proxies.`;
}

function defaultPortOf({ protocol }: URL): string {
  return protocol === "https:" ? "443" : "80";
}
