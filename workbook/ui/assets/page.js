// Keeps <html lang> true when the language is switched in place: the footer says which one is on the page. Leads a step to its top, and the
// tab key into what a button has opened.
const CODES = { en: "en", zh: "zh-CN" }
const TABBED = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'
let waiting = false
let step

function follow() {
  waiting = false
  const mark = document.querySelector('[class*="st-key-language-is-"]')
  const code = CODES[mark?.className.match(/st-key-language-is-(\w+)/)?.[1]]
  if (code && document.documentElement.lang !== code) document.documentElement.lang = code
  // what goes step by step begins every step at its top
  const now = document.querySelector('[class*="st-key-step-"]')?.className.match(/st-key-step-[\w-]+/)?.[0]
  if (step && now && step !== now) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  step = now
}

new MutationObserver(() => {
  if (!waiting) {
    waiting = true
    requestAnimationFrame(follow)
  }
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] })

// a popover stands at the end of the document, far from its button
document.addEventListener("keydown", (event) => {
  const at = document.activeElement
  if (event.key !== "Tab" || event.shiftKey || at?.dataset.testid !== "stPopoverButton" || at.ariaExpanded !== "true") return
  const first = document.querySelector(`[data-testid="stPopoverBody"]`)?.querySelector(TABBED)
  if (!first) return
  event.preventDefault()
  first.focus()
})
