/** The widget's own stylesheet comes as a text: a frame that has no other file to wait for is drawn sooner. */
declare module "*.css" {
  const text: string;
  export default text;
}
