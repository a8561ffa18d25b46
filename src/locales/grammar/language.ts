/** A language in which texts are written. */
export interface Language {
  /** BCP 47; also the name of its folder. */
  code: string;
  direction: "ltr" | "rtl";
}
