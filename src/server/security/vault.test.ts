import { expect, test } from "bun:test";
import { deriveKeys, tokenHash } from "./derived-keys.ts";
import { botTokenContext, createUserVault, createVault, secondStepContext } from "./vault.ts";

const keys = deriveKeys(["new-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa"]);
const vault = createVault(keys);
const userVault = createUserVault(keys);

test("a chatbot's token opens for the company that it was sealed for, and for no other", () => {
  const sealed = vault.seal("org_1", "sk-live");

  expect([vault.open("org_1", sealed), vault.open("org_2", sealed)]).toEqual(["sk-live", null]);
});

test("the secret of a second step opens for its user, and for no other", () => {
  const sealed = userVault.seal("usr_1", "GEZDGNBV");

  expect([userVault.open("usr_1", sealed), userVault.open("usr_2", sealed)]).toEqual(["GEZDGNBV", null]);
  expect([vault.opensSecondStep("usr_1", sealed), vault.opensSecondStep("usr_2", sealed)]).toEqual([
    true,
    false,
  ]);
});

test("a secret of one kind does not open as one of another kind, though the ids are the same", () => {
  expect(userVault.open("org_1", vault.seal("org_1", "sk-live"))).toBeNull();
  expect(vault.open("org_1", userVault.seal("org_1", "GEZDGNBV"))).toBeNull();
});

test("the contexts are those under which earlier builds sealed", () => {
  expect(botTokenContext("org_1")).toBe("organization/org_1/chatbot-token");
  expect(secondStepContext("usr_1")).toBe("user/usr_1/second-step");
});

test("a customer's tokens are those of the deployment's keys, and are stored as their hash", () => {
  const key = "k".repeat(43);

  expect(vault.customerTokens("org_1", key)).toEqual(keys.customerTokens("org_1", key));
  expect(vault.hash("token")).toBe(tokenHash("token"));
});
