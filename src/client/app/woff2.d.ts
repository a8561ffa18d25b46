declare module "*.woff2" {
  /** The URL of the file. */
  const address: string;
  export { address as default };
}
