/** The widget's stylesheet is imported as a text: a frame that waits for no other file is drawn sooner. */
declare module "*.css" {
  const text: string;
  export default text;
}
