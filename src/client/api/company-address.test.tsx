import { afterAll, describe, expect, test } from "bun:test";
import { leaveDom } from "../testing/dom.ts";
import { companyAddress, companyInAddress } from "./company-address.ts";

const before = location.pathname;
afterAll(leaveDom);

function companyAt(path: string) {
  history.replaceState(null, "", path);
  return companyInAddress();
}

describe("the company of an address", () => {
  afterAll(() => history.replaceState(null, "", before));

  test("is the one in front of the page", () => {
    expect(["/c/tea", "/c/tea/", "/c/tea/inbox/cus_ada"].map(companyAt)).toEqual([
      "org_tea",
      "org_tea",
      "org_tea",
    ]);
    expect(companyAt(companyAddress("org_0195-a_b", "/settings"))).toBe("org_0195-a_b");
  });

  test.each([
    ["/c/acme.com/inbox", "org_acme.com"],
    ["/c/a%20b/inbox", "org_a%20b"],
    ["/c/caf\u00e9", "org_caf%C3%A9"],
    ["/C/tea/inbox", "org_tea"],
  ] as const)("is asked for as it is written, and never replaced by another: %s", (path, company) => {
    expect(companyAt(path)).toBe(company);
  });

  test.each(["/", "/inbox", "/c", "/c/", "/settings/c/tea", "/cc/tea"])("is none: %s", (path) => {
    expect(companyAt(path)).toBeNull();
  });
});
