// Keeps <html lang> true when the language is switched in place: the footer says which one is on the page. Leads a step to its top. Keeps what
// was typed when a popover is left by Escape, and what was chosen when it is tapped twice. Closes a phone's menu once something was chosen in
// it. Lets no tap fall on a board that is being turned to the other side, and no link leave a page before it has handed over what was typed.
const CODES = { en: "en", zh: "zh-CN" }
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
  if (turning && scores() !== turning) turned()
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

// 120k, 1.5m, 12万: a number box takes no letters, so the letter is worked out where it is typed
const TIMES = { k: 1e3, m: 1e6, 万: 1e4, 亿: 1e8 }

document.addEventListener("beforeinput", (event) => {
  const box = event.target
  const times = TIMES[event.data?.toLowerCase()]
  if (!times || box.type !== "number" || !box.value) return
  event.preventDefault()
  const value = String(Number((box.value * times).toPrecision(12)))
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, value) // else React takes it for its own
  box.dispatchEvent(new Event("input", { bubbles: true }))
}, true)
