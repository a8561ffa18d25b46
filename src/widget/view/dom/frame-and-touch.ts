/** Whether the chat is in a page's frame, and can be closed. */
export const isFramed = parent !== window;
/**
 * Whether the device has a touch screen. If so, no keyboard is opened without a tap, and Enter inserts a line break.
 */
export const isTouch = matchMedia("(pointer: coarse)").matches;
