/** A failed build. Only its message needs to be shown. */
export class BuildError extends Error {
  override name = "BuildError";
}
