/** Whether some value of `after` is not the one `before` has under the same name. */
export function differs(before: object, after: object): boolean {
  const known = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).some(([name, value]) => !Object.is(known.get(name), value));
}
