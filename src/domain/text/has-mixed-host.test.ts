import { expect, test } from "bun:test";
import { hasMixedHost } from "./has-mixed-host.ts";

test.each(["https://раураl.com/x", "https://аррӏе.com", "http://gοogle.example", "https://a.例え.jp:8443"])(
  "%s has letters of several scripts",
  (href) => {
    expect(hasMixedHost(href)).toBe(true);
  },
);

test.each([
  "https://bücher.example/путь",
  "https://пример.рф",
  "https://例え.テスト/a",
  "https://a-1.example",
  "mailto:я@b.example",
])("%s has not", (href) => {
  expect(hasMixedHost(href)).toBe(false);
});
