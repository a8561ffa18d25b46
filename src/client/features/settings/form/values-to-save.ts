/**
 * Merges the edited fields into the stored values, so that two admins who change different fields at the same time do
 * not undo each other's changes.
 */
export function valuesToSave<Values extends object>(
  stored: Values,
  values: Values,
  dirty: Readonly<Partial<Record<keyof Values, unknown>>>,
): Values {
  const edited = Object.entries(values).filter(([key]) => isKey(key, dirty) && dirty[key] === true);
  return { ...stored, ...Object.fromEntries(edited) };
}

function isKey<T extends object>(key: PropertyKey, object: T): key is keyof T {
  return key in object;
}
