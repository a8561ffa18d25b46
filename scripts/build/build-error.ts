/** A build that cannot be made; the message is all that needs to be shown. */
export class BuildError extends Error {
  override name = "BuildError";
}
