import { expect, test } from "bun:test";
import type { PageContents, TitledContents } from "./settings-routes.tsx";

const nothing = () => null;
const contents: PageContents & TitledContents = {
  answering: nothing,
  chatbot: nothing,
  widget: nothing,
  sessions: nothing,
  team: nothing,
  privacy: nothing,
  audit: nothing,
  password: nothing,
  "sign-in": nothing,
};

test("a page that stands in one list only does not compile", () => {
  const { team, ...withoutOne } = contents;
  // @ts-expect-error -- the navigation lists a page without content
  const listed: PageContents = withoutOne;
  // @ts-expect-error -- there is a title for a page without content
  const titled: TitledContents = withoutOne;
  // @ts-expect-error -- there is content for a page that the navigation does not list
  const unlisted: PageContents = { ...contents, billing: team };

  expect([listed, titled, unlisted]).toHaveLength(3);
});
