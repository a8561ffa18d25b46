/** Whether the chat is in a page's frame, and can be closed. */
export const isFramed = parent !== window;
/** Whether fingers are what is there to point with: then no keyboard is asked for unbidden, and Enter breaks the line. */
export const isTouch = matchMedia("(pointer: coarse)").matches;
