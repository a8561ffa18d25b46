import { useEffect } from "react";

/**
 * Asks before unsaved changes are lost: on closing the page, and on following a link inside it.
 *
 * @param question - the text of the question; `null` while there are no unsaved changes
 */
export function useUnsavedChangesGuard(question: string | null): void {
  useEffect(() => {
    if (question === null) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    function onClick(event: MouseEvent) {
      if (question === null || !leadsAway(event)) return;
      if (confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    }
    addEventListener("beforeunload", onUnload);
    // Use the capture phase, so that this runs before the router.
    document.addEventListener("click", onClick, true);
    return () => {
      removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [question]);
}

function leadsAway(event: MouseEvent): boolean {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  return link instanceof HTMLAnchorElement && link.target === "" && link.pathname !== location.pathname;
}
