/** The widget's own stylesheet comes as a text: a frame that has no other file to wait for is drawn sooner. */
declare module "*.css" {
  const text: string;
  // oxlint-disable-next-line import/no-default-export -- this is how a text is imported
  export default text;
}
