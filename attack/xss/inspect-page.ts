import type { Frame, Page } from "playwright";
import type { Findings } from "../runner/findings.ts";

/** What no text may ever become; the product itself uses none of it, or not there. */
const WICKED_ELEMENTS = [
  "img,picture,video,audio,object,embed,base,math,marquee,template,xmp,noembed,font,area",
  "iframe:not([title=Chat])",
  "[role=log] :is(form,details,script,style,link,meta,input,textarea,select,table)",
].join(",");
const LINK = /^(https?|mailto):/;

/** All frames of a page that are ours. */
function framesOf(page: Page): readonly Frame[] {
  return page.frames().filter((frame) => !frame.isDetached());
}

/** Everything a page says, also what is said by attributes and typed into fields. */
export async function textOf(page: Page): Promise<string> {
  const texts = await Promise.all(framesOf(page).map((frame) => frame.evaluate(sayAll).catch(() => "")));
  return texts.join("\n");
}

/** Looks at all of a page for elements and links that came out of a text. */
export async function inspectPage(page: Page, findings: Findings): Promise<void> {
  for (const frame of framesOf(page)) {
    const seen = await frame.evaluate(findWicked, WICKED_ELEMENTS);
    for (const element of seen.elements) findings.countViolation("foreignMarkup", element);
    for (const href of seen.links) {
      if (!LINK.test(href)) findings.countViolation("wickedLinks", href);
    }
  }
}

function sayAll(): string {
  const said: string[] = [document.title, document.body.textContent];
  for (const element of document.querySelectorAll("*")) {
    for (const { value } of element.attributes) said.push(value);
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
      said.push(element.value);
  }
  return said.join("\n");
}

function findWicked(wicked: string) {
  const elements = [...document.querySelectorAll("body, body *")]
    .filter(
      (element) =>
        (element.matches(wicked) && element !== document.body) ||
        [...element.attributes].some(({ name }) => name.startsWith("on")),
    )
    .map(({ outerHTML }) => outerHTML);
  const links = [...document.querySelectorAll("[href],[action],[formaction]")]
    .filter((element) => element.closest("head") === null)
    .map((element) => (element instanceof HTMLAnchorElement ? element.href : element.outerHTML));
  return { elements, links };
}
