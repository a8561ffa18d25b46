/** The addresses of an invitation as typed. */
export interface EmailAddresses {
  good: readonly string[];
  /** What is no address, as typed. */
  bad: readonly string[];
}

/** The browsers' own idea of an address (HTML, "valid e-mail address"), and it needs a dot: these are for real mailboxes. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Reads addresses separated by commas, semicolons, spaces or lines; each only once. */
export function parseEmailAddresses(text: string): EmailAddresses {
  const typed = text.split(/[\s,;]+/u).filter((piece) => piece !== "");
  const unique = [...new Set(typed.map((address) => address.toLowerCase()))];
  return {
    good: unique.filter((address) => ADDRESS.test(address)),
    bad: unique.filter((address) => !ADDRESS.test(address)),
  };
}
