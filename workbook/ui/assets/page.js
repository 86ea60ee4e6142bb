// Keeps <html lang> true when the language is switched in place: the footer says which one is on the page.
const CODES = { en: "en", zh: "zh-CN" }
let waiting = false

function follow() {
  waiting = false
  const mark = document.querySelector('[class*="st-key-language-is-"]')
  const code = CODES[mark?.className.match(/st-key-language-is-(\w+)/)?.[1]]
  if (code && document.documentElement.lang !== code) document.documentElement.lang = code
}

new MutationObserver(() => {
  if (!waiting) {
    waiting = true
    requestAnimationFrame(follow)
  }
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] })
