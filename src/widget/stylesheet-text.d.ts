/** The widget's stylesheet is imported as text, because a frame that waits for no other file is shown sooner. */
declare module "*.css" {
  const text: string;
  export default text;
}
