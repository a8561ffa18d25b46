/** The addresses behind the names in `test/forbidden-addresses.ts`, all on the loopback of the isolated network. */
export const ISOLATED_NETWORK_ADDRESSES: readonly string[] = [
  "169.254.169.254/32",
  "169.254.170.2/32",
  "100.100.100.200/32",
  "168.63.129.16/32",
  "192.0.0.192/32",
  "100.64.0.1/32",
  "10.0.0.5/32",
  "172.16.0.1/32",
  "192.168.1.1/32",
  "198.18.0.1/32",
  "203.0.113.10/32",
  "fd00:ec2::254/128",
  "fdaa::5/128",
  "fc00::1/128",
  "fec0::1/128",
];

/** An address that may be called. It stands for the public internet. */
export const PUBLIC_ADDRESS = "8.8.4.4";
