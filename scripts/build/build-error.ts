/** A failed build; its message is all that needs to be shown. */
export class BuildError extends Error {
  override name = "BuildError";
}
