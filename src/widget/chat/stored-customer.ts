/** What the customer called themselves in the form. */
export interface CustomerDetails {
  name: string;
  email: string;
}

/** What this browser keeps of its customer. Nothing is written before they send the form. */
export interface StoredCustomer {
  who?: CustomerDetails;
  /** The secret that the token is made from, 256 random bits: the same again leads back to the same customer. */
  key?: string;
  /** What the server knows them by; missing once it does not hold any more. */
  token?: string | undefined;
}
