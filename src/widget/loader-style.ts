/*
 * One string, because a strict page lets scripts make stylesheets but not style elements. On `:host` the reset wins over
 * everything, our own rules included, so all that matters is set on `.root` and below.
 */
const CHAT_LAYER = 2147483000;

export const style = `
:host{all:initial!important}
[hidden]{display:none!important}
*{box-sizing:border-box}
.root{--b:#036c75;--o:#fff;--y:20px;font:14px/20px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#122026;color-scheme:light}
.bubble,.panel,.preview{position:fixed;z-index:${CHAT_LAYER};inset-inline-end:calc(20px + env(safe-area-inset-right))}
.bubble{bottom:calc(var(--y) + env(safe-area-inset-bottom));width:56px;height:56px;border:0;border-radius:50%;background:var(--b);color:var(--o);cursor:pointer;box-shadow:0 4px 16px #0a141e3d;animation:fade .2s}
.bubble:focus-visible,.preview button:focus-visible{outline:2px solid #fff;box-shadow:0 0 0 4px #000}
svg{width:24px;height:24px;display:block;margin:auto;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.badge{position:absolute;top:-4px;inset-inline-end:-4px;min-width:20px;height:20px;border-radius:10px;background:#be222a;color:#fff;font-size:12px;font-weight:600;box-shadow:0 0 0 2px #fff}
.preview,.panel{bottom:calc(var(--y) + 68px + env(safe-area-inset-bottom));background:#fff;border-radius:16px;box-shadow:0 16px 48px #0a141e38,0 2px 8px #0a141e1a}
.preview{width:320px;max-width:calc(100vw - 40px);padding:12px 44px 12px 16px;cursor:pointer;overflow-wrap:anywhere}
.preview b{display:block}
.preview button{position:absolute;top:0;right:0;width:44px;height:44px;border:0;background:none;color:inherit;cursor:pointer;border-radius:16px}
.panel{width:384px;height:min(680px,100vh - 48px - var(--y) - 44px);min-height:420px;overflow:hidden;transform-origin:100% 100%;animation:open .2s cubic-bezier(.2,.8,.2,1)}
.full{inset:0!important;width:auto;height:100%;min-height:0;border-radius:0}
iframe{position:absolute;inset:0;width:100%;height:100%;border:0;color-scheme:normal}
.wait{padding:16px;opacity:0;animation:fade 0s .15s forwards}
.wait i{display:block;height:40px;margin:0 0 16px;border-radius:12px;background:#eef3f5}
.wait i:first-child{height:48px}
.wait p{margin:0 0 8px}
.wait button{font:inherit;min-height:44px;padding:0 16px;border:1px solid #79888b;border-radius:8px;background:none;color:inherit;cursor:pointer}
.dark .panel,.dark .preview{background:#11181b;color:#ecf1f3;box-shadow:0 16px 48px #0a141e70,0 0 0 1px #2d363a}
.dark .wait i{background:#192125}
@keyframes fade{0%{opacity:0}to{opacity:1}}
@keyframes open{0%{opacity:0;transform:scale(.96)}}
@media(prefers-reduced-motion:reduce){.panel{animation:fade 80ms}}
@media(forced-colors:active){.bubble,.panel,.preview{border:1px solid}}
`;
