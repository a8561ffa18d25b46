/** Texts about the installation itself, which whoever runs it has to mend. */
export const installation = {
  socketTrouble: {
    "stopped-on-the-way":
      "Switchboard answers, but WebSockets do not get through to it. The proxy in front of it has to pass them on: see “Behind a proxy” in its README.",
    "wrong-address":
      "Switchboard refuses connections from this address. Open it at its own address, the one in PUBLIC_URL.",
  },
};
