// Keeps <html lang> true when the language is switched in place: the footer says which one is on the page. Leads a step to its top. Closes a
// phone's menu once something was chosen in it. Lets no tap fall on a board that is being turned to the other side. Of a double tap only the
// first counts: what it has chosen stays, and it leads on by one. Copies a link where the page came over plain http.
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
  const now = document.querySelector('[class*="st-key-step-"]')?.className.match(/st-key-step-\d+/)?.[0]
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

// a score that is tapped before the other side's board is there would count for this side
const SLOW = 4_000
let turning
let patience

// whose board it is to its last element, which comes last; the rest of its class changes while the server works
function scores() {
  const cells = document.querySelectorAll('[class*="st-key-cell-"] :is([class*="st-key-supplier-"], [class*="st-key-customer-"])')
  return [...cells].at(-1)?.className.match(/st-key-(?:supplier|customer)-/)[0]
}

function turned() {
  turning = undefined
  clearTimeout(patience)
  for (const cell of document.querySelectorAll('[class*="st-key-cell-"]')) cell.inert = false
}

document.addEventListener("pointerup", (event) => {
  const side = event.target.closest?.('[class*="st-key-side-"] [data-testid="stButtonGroup"] button')
  if (!side || side.ariaChecked === "true") return
  turning = scores()
  for (const cell of document.querySelectorAll('[class*="st-key-cell-"]')) cell.inert = true
  clearTimeout(patience)
  patience = setTimeout(turned, SLOW)
}, true)

// the second tap of a double tap would take back what the first has chosen, or skip what it has led to
const DOUBLE = 400
const WAYS = ".st-key-steps, .st-key-host-moves"
let tapped = {}

document.addEventListener("pointerdown", (event) => {
  const button = event.target.closest?.(`:is([data-testid="stButtonGroup"], ${WAYS}) button`)
  const way = button?.closest(WAYS)
  const place = way ?? button?.closest('[class*="st-key-"]')
  // the rest of the class changes while the server works
  const name = place && place.className.match(/st-key-\S+/)[0] + (way ? "" : button.textContent)
  tapped = { name, at: event.timeStamp, twice: name && name === tapped.name && event.timeStamp - tapped.at < DOUBLE }
  if (tapped.twice) event.stopImmediatePropagation()
}, true)

document.addEventListener("click", (event) => {
  if (!tapped.twice || event.detail === 0) return // the keyboard's click has no tap before it
  event.preventDefault()
  event.stopImmediatePropagation()
}, true)

// only over https and on its own machine does a browser lend its clipboard: what it hands out to phones in a room is copied as by Ctrl+C
navigator.clipboard ??= {
  async writeText(text) {
    const copy = (event) => {
      event.clipboardData.setData("text/plain", text)
      event.preventDefault()
    }
    const mark = document.body.appendChild(document.createElement("span"))
    mark.textContent = text
    getSelection().selectAllChildren(mark)
    document.addEventListener("copy", copy, true)
    const copied = document.execCommand("copy")
    document.removeEventListener("copy", copy, true)
    mark.remove()
    if (!copied) throw new Error("The browser does not copy.")
  },
}
