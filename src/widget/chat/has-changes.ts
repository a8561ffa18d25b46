/** Whether any property of `after` differs from the one in `before`. */
export function hasChanges<Values extends object>(before: Values, after: Partial<Values>): boolean {
  let name: keyof Values;
  for (name in after) if (!Object.is(before[name], after[name])) return true;
  return false;
}
