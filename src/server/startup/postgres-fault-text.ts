import { lookup } from "node:dns/promises";

/** What Bun's client and Postgres say of an error: the client's code, and the server's state and message if it spoke. */
export interface PostgresFault {
  code: string;
  state: string | null;
  message: string;
}

/** The fault of Postgres behind an error; `null` if it has none. */
export function findPostgresFault(error: unknown): PostgresFault | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && String(cause.code).startsWith("ERR_POSTGRES_"))
      return {
        code: String(cause.code),
        state: "errno" in cause ? String(cause.errno) : null,
        message: cause.message,
      };
  return null;
}

const POSTGRES_PORT = "5432";

/**
 * Says why the database cannot be used, and the way out; never the password.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export async function postgresFaultText(fault: PostgresFault, databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl);
  const at = `${url.hostname}:${url.port || POSTGRES_PORT}`;
  if (fault.state !== null) return refusedText({ ...fault, state: fault.state }, url, at);
  switch (fault.code) {
    case "ERR_POSTGRES_CONNECTION_REFUSED":
      return (await isResolvable(url.hostname))
        ? `nothing answers at ${at}. Start Postgres there, or correct host and port.`
        : `the host ${url.hostname} is not known to this machine. Correct its name.`;
    case "ERR_POSTGRES_CONNECTION_TIMEOUT":
      return `${at} does not answer as a Postgres in time. Check host and port, and what is between.`;
    case "ERR_POSTGRES_TLS_NOT_AVAILABLE":
    case "ERR_POSTGRES_TLS_UPGRADE_FAILED":
      return `Postgres at ${at} does not speak TLS, which sslmode in the address, or PGSSLMODE, asks for. Leave both out, or turn TLS on there.`;
    case "ERR_POSTGRES_CONNECTION_FAILED":
    case "ERR_POSTGRES_CONNECTION_CLOSED":
      return `what is at ${at} ends the connection, so it may be no Postgres. Check host and port.`;
    default:
      return `Postgres at ${at} cannot be used (${fault.code}).`;
  }
}

function refusedText({ state, message }: { state: string; message: string }, url: URL, at: string): string {
  const user = decodeURIComponent(url.username);
  const name = decodeURIComponent(url.pathname.slice(1)) || user;
  const said = `Postgres at ${at}`;
  switch (state) {
    case "28P01":
      return `${said} does not accept the password of user "${user}". Correct it; special characters are written as %XX.`;
    case "28000":
      return `${said} does not let user "${user}" in from here. Check the user's name and pg_hba.conf; if it wants TLS, add ?sslmode=require.`;
    case "3D000":
      return `${said} has no database "${name}". Create it, with createdb for example, or correct the name.`;
    case "42501":
      return `${said} does not let user "${user}" create tables in database "${name}". Make that user its owner.`;
    case "42P07":
      return `database "${name}" at ${at} has tables of another program. Use a database of its own.`;
    case "42704":
      return `${said} does not know a parameter of the address: ${oneLine(message)}. It belongs to another program, so leave it out.`;
    case "25006":
      return `${said} is a standby that only reads. Name the primary.`;
    case "53300":
      return `${said} has no connection left. Raise max_connections, or stop other instances.`;
    case "53100":
      return `the disk of ${said} is full. Make room there.`;
    case "57P03":
      return `${said} is starting up. Start again in a moment.`;
    default:
      return `${said} answered ${state}: ${oneLine(message)}`;
  }
}

function oneLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

async function isResolvable(host: string): Promise<boolean> {
  return lookup(host).then(
    () => true,
    () => false,
  );
}
