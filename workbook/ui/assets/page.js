// Keeps <html lang> true when the language is switched in place: the footer says which one is on the page. Leads a step to its top, and the
// tab key into what a button has opened. Keeps what was typed when a popover is left by Escape, and what was chosen when it is tapped twice.
// Closes a phone's menu once something was chosen in it, and keeps the keyboard at the menu's buttons. Lets no tap fall on a board that is
// being turned to the other side, and no link leave a page before it has handed over what was typed. Says what a tap changes elsewhere, to
// what a score belongs, and each language in its own voice.
const CODES = { en: "en", zh: "zh-CN" }
const TABBED = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'
const NARROW = matchMedia("(max-width: 767px)")
// what a tap or a search changes elsewhere on the page
const HEARD = ".st-key-overall-fit, .st-key-found, .st-key-closing"
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
  if (turning && scores() !== turning) turned()
  // what goes step by step begins every step at its top
  const now = document.querySelector('[class*="st-key-step-"]')?.className.match(/st-key-step-[\w-]+/)?.[0]
  if (step && now && step !== now) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  step = now
  for (const cell of document.querySelectorAll('[class*="st-key-cell-"]')) tell(cell)
  for (const button of document.querySelectorAll(".st-key-language_switch button:not([lang])")) {
    button.lang = CODES[/^[\x20-\x7e]+$/.test(button.textContent) ? "en" : "zh"]
  }
  for (const place of document.querySelectorAll(`:is(${HEARD}):not([aria-live])`)) {
    place.ariaLive = "polite"
    place.ariaAtomic = "true"
  }
}

// a score is given to a statement, and of nine buttons that say the same each belongs to its element
function tell(cell) {
  const found = { name: ".wb-element strong", asked: ".wb-asked", scores: '[role="radiogroup"]', more: '[data-testid="stPopoverButton"]' }
  for (const part in found) found[part] = cell.querySelector(found[part])
  const { name, asked, scores, more } = found
  if (!name || !asked || !scores || !more) return
  if (name.id && scores.hasAttribute("aria-describedby") && more.hasAttribute("aria-labelledby")) return
  const key = cell.className.match(/st-key-(cell-[\w-]+)/)[1]
  for (const part in found) found[part].id ||= `${key}-${part}`
  scores.setAttribute("aria-describedby", asked.id)
  more.setAttribute("aria-labelledby", `${name.id} ${more.id}`)
}

new MutationObserver(() => {
  if (!waiting) {
    waiting = true
    requestAnimationFrame(follow)
  }
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] })

// a quick finger, or one on a touchscreen, is on a link before the box that it leaves has sent what was typed, which would lead back
const HANDED_OVER = 60
let left = -Infinity

document.addEventListener("focusout", (event) => {
  if (event.target.matches?.("input, textarea")) left = event.timeStamp
})

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('[data-testid="stApp"] a[href]:not([target="_blank"])')
  if (!link || event.ctrlKey || event.metaKey || event.timeStamp - left > HANDED_OVER) return
  event.preventDefault()
  event.stopImmediatePropagation()
  setTimeout(() => link.click(), 2 * HANDED_OVER)
}, true)

document.addEventListener("click", (event) => {
  if (event.target.closest?.('[data-testid="stSidebar"] a')) uncover()
})

// the button that opens or closes the menu goes with what it has done: who is at the keyboard goes on at the other one
const OTHER = {
  stExpandSidebarButton: '[data-testid="stSidebarCollapseButton"] button',
  stSidebarCollapseButton: '[data-testid="stExpandSidebarButton"]',
}
const MOVED = 350

document.addEventListener("click", (event) => {
  const at = event.target.closest?.('[data-testid="stExpandSidebarButton"], [data-testid="stSidebarCollapseButton"]')
  if (!at || event.detail > 0) return
  setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector(OTHER[at.dataset.testid])?.focus()
  }, MOVED)
})

// a score that is tapped before the other side's board is there would count for this side
const SLOW = 4_000
let turning

function scores() {
  return document.querySelector('[class*="st-key-cell-"] :is([class*="st-key-supplier-"], [class*="st-key-customer-"])')?.className
}

function turned() {
  turning = undefined
  for (const cell of document.querySelectorAll('[class*="st-key-cell-"]')) cell.inert = false
}

document.addEventListener("pointerup", (event) => {
  const side = event.target.closest?.('[class*="st-key-side-"] [data-testid="stButtonGroup"] button')
  if (!side || side.ariaChecked === "true") return
  turning = scores()
  for (const cell of document.querySelectorAll('[class*="st-key-cell-"]')) cell.inert = true
  setTimeout(turned, SLOW)
}, true)

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
