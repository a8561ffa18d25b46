/** A fault of the installation that keeps the process from starting. The message is one line: what, why, the way out. */
export class StartFailure extends Error {
  override readonly name = "StartFailure";
}
