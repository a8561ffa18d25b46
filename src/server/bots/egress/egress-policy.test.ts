import { describe, expect, test } from "bun:test";
import { type EgressPolicy, isTargetAllowed, permissionFor } from "./egress-policy.ts";

const HOSTED: EgressPolicy = { allow: [], loopbackAllowed: false, ownPorts: [3_000, 5_432] };
const LAPTOP: EgressPolicy = { ...HOSTED, loopbackAllowed: true };
const LISTED: EgressPolicy = {
  ...HOSTED,
  allow: ["no address", "http://ollama.flycast", "http://10.0.0.5:11434", "https://BOT.example:8443/"],
};

const permission = (url: string, policy: EgressPolicy) => permissionFor(new URL(url), policy);

describe("what an admin may type", () => {
  test.each([
    "https://api.example.com/v1",
    "https://api.example.com:443/v1",
    "https://8.8.8.8/v1",
    "https://api.example.com./v1",
  ])("%s is a public address", (url) => expect(permission(url, HOSTED)).toBe("public"));

  test.each([
    "http://api.example.com/v1",
    "https://api.example.com:8443/v1",
    "https://user@api.example.com/v1",
    "https://user:secret@api.example.com/v1",
    "https://:secret@api.example.com/v1",
    "https://api.example.com/v1#fragment",
    "ftp://api.example.com/v1",
    "file:///etc/passwd",
    "https://localhost/v1",
    "https://LOCALHOST./v1",
    "https://./v1",
    "https://foo.localhost/v1",
    "https://127.0.0.1/v1",
    "https://127.1/v1",
    "https://2130706433/v1",
    "https://0x7f.1/v1",
    "https://[::1]/v1",
    "https://[::ffff:127.0.0.1]/v1",
    "https://１２７.0.0.1/v1",
    "https://db.internal/v1",
    "https://ollama.flycast/v1",
    "https://printer.local/v1",
  ])("%s is refused where strangers are admins", (url) => {
    expect(permission(url, HOSTED)).toBeNull();
  });

  test.each([
    "http://localhost:11434/v1",
    "http://127.0.0.1:8080",
    "http://[::1]:8080/v1",
    "https://foo.localhost/v1",
    "http://127.1:8080/v1",
  ])("%s is a loopback address on the operator's own laptop", (url) => {
    expect(permission(url, LAPTOP)).toBe("loopback");
  });

  test("a laptop's private network stays closed", () => {
    expect(permission("http://192.168.1.7:11434", LAPTOP)).toBeNull();
  });

  test.each(["http://ollama.flycast/v1", "http://10.0.0.5:11434/v1", "https://bot.example:8443/v1"])(
    "%s is open when the operator lists its origin",
    (url) => expect(permission(url, LISTED)).toBe("listed"),
  );

  test.each([
    "https://ollama.flycast/v1",
    "http://ollama.flycast:81/v1",
    "http://x.ollama.flycast/v1",
    "http://10.0.0.5/v1",
  ])("%s is not the listed origin", (url) => expect(permission(url, LISTED)).not.toBe("listed"));
});

const target = (address: string, port = 443) => ({ address, port, ownAddresses: ["10.9.9.9"] });

describe("what a name may resolve to", () => {
  test("a public name leads to public addresses only", () => {
    expect(isTargetAllowed(target("8.8.8.8"), "public", HOSTED)).toBeTrue();
    for (const address of ["10.0.0.5", "127.0.0.1", "::1", "fdaa::3", "169.254.169.254", "2002:7f00:1::"])
      expect(isTargetAllowed(target(address), "public", HOSTED)).toBeFalse();
  });

  test("a loopback name leads to this machine only", () => {
    expect(isTargetAllowed(target("127.0.0.1", 11_434), "loopback", LAPTOP)).toBeTrue();
    expect(isTargetAllowed(target("8.8.8.8", 11_434), "loopback", LAPTOP)).toBeFalse();
    expect(isTargetAllowed(target("192.168.1.1", 11_434), "loopback", LAPTOP)).toBeFalse();
  });

  test("a listed origin may be anywhere but at the cloud's metadata, on the link or at everybody", () => {
    for (const address of ["10.0.0.5", "fdaa::3", "127.0.0.1", "8.8.8.8"])
      expect(isTargetAllowed(target(address), "listed", HOSTED)).toBeTrue();
    for (const address of [
      "169.254.169.254",
      "::ffff:169.254.169.254",
      "fd00:ec2::254",
      "fe80::1",
      "ff02::1",
      "0.0.0.0",
    ])
      expect(isTargetAllowed(target(address), "listed", HOSTED)).toBeFalse();
  });

  test("our own ports are never called, not even if listed, by whatever address this machine has", () => {
    expect(isTargetAllowed(target("127.0.0.1", 5_432), "listed", HOSTED)).toBeFalse();
    expect(isTargetAllowed(target("127.0.0.1", 3_000), "loopback", LAPTOP)).toBeFalse();
    expect(isTargetAllowed(target("10.9.9.9", 5_432), "listed", HOSTED)).toBeFalse();
    expect(isTargetAllowed(target("10.0.0.5", 5_432), "listed", HOSTED)).toBeTrue();
  });
});
