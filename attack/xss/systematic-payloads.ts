/** Elements that run `alert` by themselves if they are inserted as HTML. */
export const ELEMENTS: readonly string[] = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "<iframe src=javascript:parent.alert(1)></iframe>",
  "<body onload=alert(1)>",
  "<details open ontoggle=alert(1)><summary>x</summary></details>",
  "<input autofocus onfocus=alert(1)>",
  "<select autofocus onfocus=alert(1)></select>",
  "<textarea autofocus onfocus=alert(1)></textarea>",
  "<video autoplay><source onerror=alert(1)></video>",
  "<audio src=x onerror=alert(1)></audio>",
  "<object data=javascript:alert(1)></object>",
  "<embed src=javascript:alert(1)>",
  "<marquee onstart=alert(1)>x</marquee>",
  "<math><a xlink:href=javascript:alert(1)>x</a></math>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<link rel=stylesheet href=data:,x onload=alert(1)>",
  "<style onload=alert(1)></style>",
  "<form><button autofocus onfocus=alert(1)>x</button></form>",
  "<x contenteditable autofocus onfocus=alert(1) tabindex=1>x",
  "<div style='animation:x 1s' onanimationstart=alert(1)>",
];

/** Texts that might end the context in which a text is inserted: attribute, element, comment, script. */
const BREAKOUTS: readonly string[] = ["", '">', "'>", "--></title></textarea></style></script>", ']]>\\"`'];

/** An element, bare and after each breakout. */
export function brokenOut(element: string): string[] {
  return BREAKOUTS.map((breakout) => breakout + element);
}

/** Addresses that run code, or that no link may have. */
const FORBIDDEN_ADDRESSES: readonly string[] = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "\u0001javascript:alert(1)",
  "java\tscript:alert(1)",
  "java\nscript:alert(1)",
  "javascript&colon;alert(1)",
  "javascript%3Aalert(1)",
  "&#106;avascript:alert(1)",
  "javascript://example.com/%0aalert(1)",
  "javascript:alert(1)//http://example.com",
  "data:text/html,<script>alert(1)</script>",
  "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
  "data:image/svg+xml,<svg onload=alert(1)>",
  "vbscript:msgbox(1)",
  "view-source:javascript:alert(1)",
  "blob:javascript:alert(1)",
  "file:///etc/passwd",
  "filesystem:alert(1)",
  "intent://alert(1)#Intent;end",
];

/** Ways to write a link. */
const LINK_SYNTAXES: readonly ((address: string) => string)[] = [
  (address) => `[x](${address})`,
  (address) => `![x](${address})`,
  (address) => `<${address}>`,
  (address) => `[x][1]\n\n[1]: ${address}`,
  (address) => `<a href="${address}">x</a>`,
];

export const LINKS: readonly string[] = FORBIDDEN_ADDRESSES.flatMap((address) =>
  LINK_SYNTAXES.map((write) => write(address)),
);

/** Elements that make a request to another server as soon as they are shown. */
export const FETCHING: readonly string[] = [
  "![x](ELSEWHERE/1.png)",
  '![x](ELSEWHERE/2.png "x")',
  "[![x](ELSEWHERE/3.png)](ELSEWHERE/3)",
  "![x][1]\n\n[1]: ELSEWHERE/4.png",
  "<img src=ELSEWHERE/5>",
  "<img srcset='ELSEWHERE/6 2x'>",
  "<picture><source srcset=ELSEWHERE/7><img></picture>",
  "<video poster=ELSEWHERE/8></video>",
  "<audio src=ELSEWHERE/9 autoplay></audio>",
  "<link rel=prefetch href=ELSEWHERE/10>",
  "<link rel=dns-prefetch href=ELSEWHERE/11>",
  "<iframe src=ELSEWHERE/12></iframe>",
  "<object data=ELSEWHERE/13></object>",
  "<table background=ELSEWHERE/14>",
  "<body background=ELSEWHERE/15>",
  "<input type=image src=ELSEWHERE/16>",
  "<svg><image href=ELSEWHERE/17 /></svg>",
  "<svg><use href=ELSEWHERE/18#x /></svg>",
  "<script src=ELSEWHERE/19></script>",
  "<meta http-equiv=refresh content='0;url=ELSEWHERE/20'>",
  "<base href=ELSEWHERE/><img src=21>",
  "<form action=ELSEWHERE/22><input autofocus onfocus=form.submit()></form>",
  "ELSEWHERE/23.png",
  "<ELSEWHERE/24.png>",
];
