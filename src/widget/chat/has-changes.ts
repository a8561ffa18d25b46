/** Whether some value of `after` is not the one `before` has under the same name. */
export function hasChanges<Values extends object>(before: Values, after: Partial<Values>): boolean {
  let name: keyof Values;
  for (name in after) if (!Object.is(before[name], after[name])) return true;
  return false;
}
