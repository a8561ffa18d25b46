/**
 * What to save: the fields that were typed in, over what is stored now. Two admins who change different fields at the
 * same time do not undo each other.
 */
export function mergeChangedFields<Values extends object>(
  stored: Values,
  values: Values,
  dirty: Readonly<Partial<Record<keyof Values, unknown>>>,
): Values {
  const typed = Object.entries(values).filter(([key]) => isKey(key, dirty) && dirty[key] === true);
  return { ...stored, ...Object.fromEntries(typed) };
}

function isKey<T extends object>(key: PropertyKey, object: T): key is keyof T {
  return key in object;
}
