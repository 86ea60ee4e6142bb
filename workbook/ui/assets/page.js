// Keeps <html lang> true when the language is switched in place: the footer says which one is on the page. Leads a step to its top, and the
// tab key into what a button has opened. Keeps what was typed when a popover is left by Escape, and what was chosen when it is tapped twice.
// Closes a phone's menu once something was chosen in it.
const CODES = { en: "en", zh: "zh-CN" }
const TABBED = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'
const NARROW = matchMedia("(max-width: 767px)")
let waiting = false
let step

// on a phone the menu covers the page for which a language or a link was chosen
function uncover() {
  if (NARROW.matches) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
}

function follow() {
  waiting = false
  const mark = document.querySelector('[class*="st-key-language-is-"]')
  const code = CODES[mark?.className.match(/st-key-language-is-(\w+)/)?.[1]]
  if (code && document.documentElement.lang !== code) {
    document.documentElement.lang = code
    uncover()
  }
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

document.addEventListener("click", (event) => {
  if (event.target.closest?.('[data-testid="stSidebar"] a')) uncover()
})

// a popover stands at the end of the document, far from its button
document.addEventListener("keydown", (event) => {
  const at = document.activeElement
  if (event.key !== "Tab" || event.shiftKey || at?.dataset.testid !== "stPopoverButton" || at.ariaExpanded !== "true") return
  const first = document.querySelector(`[data-testid="stPopoverBody"]`)?.querySelector(TABBED)
  if (!first) return
  event.preventDefault()
  first.focus()
})

// a popover that is left by Escape takes its boxes away before they have handed over what was typed
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.('[data-testid="stPopoverBody"] :is(input, textarea)')) event.target.blur()
}, true)

// the second tap of a double tap would take back what the first has chosen
const DOUBLE = 400
let tapped = {}

document.addEventListener("pointerdown", (event) => {
  const button = event.target.closest?.('[data-testid="stButtonGroup"] button')
  const name = button && button.closest('[class*="st-key-"]')?.className + button.textContent
  tapped = { name, at: event.timeStamp, twice: name && name === tapped.name && event.timeStamp - tapped.at < DOUBLE }
  if (tapped.twice) event.stopImmediatePropagation()
}, true)

document.addEventListener("click", (event) => {
  if (!tapped.twice || event.detail === 0) return // the keyboard's click has no tap before it
  event.preventDefault()
  event.stopImmediatePropagation()
}, true)
