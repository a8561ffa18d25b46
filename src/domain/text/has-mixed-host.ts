const MIXED_HOST = /\/\/(?=[^/]*\p{sc=Latn})[^/]*(?!\p{sc=Latn})\p{L}/u;

/** Whether the host of a web address has Latin letters beside others, which may look like them (UTS 39). */
export function hasMixedHost(href: string): boolean {
  return MIXED_HOST.test(href);
}
