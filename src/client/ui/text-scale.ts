/** The root's font size in px at which sizes in px and in rem agree. */
const USUAL_FONT_SIZE = 16;

/** How much larger than usual texts are, such as 2 at 200 %. Most sizes of the app are in rem and grow with them. */
export function textScale(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return size > 0 ? size / USUAL_FONT_SIZE : 1;
}
