/*
 * One string, because a strict page lets scripts make stylesheets but not style elements. On `:host` the reset wins over
 * everything, our own rules included, so all that matters is set below it; the page's direction alone comes through. Lengths are px: the page's root
 * font size is none of ours.
 */
export const style = `:host{all:initial!important;--y:20px}
[hidden]{display:none!important}
:host>*{color-scheme:light dark;color:CanvasText;font:14px/20px system-ui;position:fixed;inset-inline-end:20px;bottom:calc(var(--y) + 68px);z-index:2147483000;margin-bottom:env(safe-area-inset-bottom);box-sizing:border-box;border-radius:16px;background:Canvas;box-shadow:0 8px 32px #0006;overflow-wrap:anywhere}
button{border:0;border-radius:8px;background:#8882;color:inherit;font:inherit;padding:12px;cursor:pointer}
.bubble{bottom:var(--y);width:56px;height:56px;border-radius:50%;background:#036c75;color:#fff;font-size:32px}
i{display:block;width:28px;height:24px;margin:auto;border-radius:50% 50% 50% 4px;background:currentColor}
:focus-visible{outline:2px solid #fff;box-shadow:0 0 0 4px #000}
sup{position:absolute;inset-inline-end:-4px;top:-4px;min-width:20px;border-radius:20px;background:#be222a;color:#fff;font-size:12px;outline:2px solid}
.card{width:320px;max-width:calc(100% - 40px);padding:16px 56px 16px 16px}
.card button{position:absolute;inset-inline-end:4px;top:4px}
.panel{width:384px;height:clamp(420px,100% - 92px - var(--y),680px);padding:16px;overflow:hidden}
.full{inset:0;width:100%;margin:0;border-radius:0}
iframe{position:absolute;inset:0;width:100%;height:100%;border:0;visibility:hidden;color-scheme:normal}`;
