/** The database cannot be used by this process. The message is one line that an operator can act on. */
export class DatabaseRefused extends Error {
  override readonly name = "DatabaseRefused";
}
