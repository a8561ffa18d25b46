/** Whether the chat is in a page's frame, and can be closed. */
export const isFramed = parent !== window;
/**
 * Whether the device has a touch screen. If so, no keyboard is opened without a tap, and Enter inserts a line break.
 */
export const isTouch = matchMedia("(pointer: coarse)").matches;
/** Whether the browser refuses this frame all storage, so that the chat is lost with the page. */
export const isForgotten = isStorageRefused();

function isStorageRefused(): boolean {
  try {
    return !localStorage;
  } catch {
    return true;
  }
}
