import { useEffect, useRef } from "react";

/**
 * Resets a form when the stored values change. If the form has unsaved changes, it is reset once it has none.
 *
 * @param stored - the stored values; plain data
 */
export function useSyncFormWithStored<Values>(
  stored: Values,
  isDirty: boolean,
  reset: (values: Values) => void,
): void {
  const text = JSON.stringify(stored);
  const shown = useRef(text);
  useEffect(() => {
    if (isDirty || shown.current === text) return;
    shown.current = text;
    reset(stored);
  });
}
