// For those who work by keyboard, or listen. Keeps the keyboard at its place when what has it goes away, and at the menu's buttons; leads the
// tab key into what a button has opened. Says what a tap changes elsewhere, which screen has come, where a room is and which page of the menu
// it is, when something was saved, to what a score or a button of many belongs, and each language in its own voice.
const TABBED = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'
// what a tap or a search changes elsewhere on the page
const HEARD = ".st-key-overall-fit, .st-key-found, .st-key-closing"
const VOICES = { en: "en", zh: "zh-CN" }
const status = document.body.appendChild(document.createElement("div"))
status.className = "wb-heard"
status.role = "status"
// what a screen is called and what it asks, which the next one may change far from the button that has led there, or the host by a tap
const SCREEN = '[data-testid="stMain"] :is(h1, .wb-question), .st-key-phone h2, .st-key-desk-now :is(h2, b)'
let waiting = false
let titles
let stored

function follow() {
  waiting = false
  for (const cell of document.querySelectorAll('[class*="st-key-cell-"]')) tell(cell)
  for (const about of document.querySelectorAll(".wb-text, .wb-room-line")) describe(about)
  for (const button of document.querySelectorAll(".st-key-language_switch button:not([lang])")) {
    button.lang = VOICES[/^[\x20-\x7e]+$/.test(button.textContent) ? "en" : "zh"]
  }
  for (const place of document.querySelectorAll(`:is(${HEARD}):not([aria-live])`)) {
    place.ariaLive = "polite"
    place.ariaAtomic = "true"
  }
  for (const link of document.querySelectorAll('[data-testid="stPageLink-NavLink"]')) {
    const address = link.getAttribute("href")
    if (address === "" || address?.startsWith("?")) link.setAttribute("href", `./${address}`) // of the first page, it would be that of any
    link.ariaCurrent = link.pathname === location.pathname ? "page" : null
  }
  const news = [...screen(), ...receipt()]
  if (news.length) status.textContent = news.join("\n")
  stay()
}

// what is new of another screen; of the first one the browser tells by itself. What a run draws anew at another place is away for a moment
function screen() {
  const now = [...document.querySelectorAll(SCREEN)].map((one) => one.textContent)
  if (!now.length) return []
  const news = titles ? now.filter((one) => !titles.has(one)) : []
  titles = new Set(running() && titles ? [...titles, ...now] : now)
  return news
}

function running() {
  return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "running"
}

function receipt() {
  const now = document.querySelector(".st-key-receipt, .wb-receipt")?.textContent
  if (!now || now === stored) return []
  stored = now
  return [now]
}

// a score is given to a statement, and of nine parts to open that say the same each belongs to its element
function tell(cell) {
  const found = { name: ".wb-element strong", asked: ".wb-asked", scores: '[role="radiogroup"]', more: "summary" }
  for (const part in found) found[part] = cell.querySelector(found[part])
  const { name, asked, scores, more } = found
  if (!name || !asked || !scores || !more) return
  if (name.id && scores.hasAttribute("aria-describedby") && more.hasAttribute("aria-labelledby")) return
  const key = cell.className.match(/st-key-(cell-[\w-]+)/)[1]
  for (const part in found) found[part].id ||= `${key}-${part}`
  scores.setAttribute("aria-describedby", asked.id)
  more.setAttribute("aria-labelledby", `${name.id} ${more.id}`)
}

// of texts to let through, and of rooms, the buttons say the same
function describe(about) {
  const row = about.closest(KEYED)
  about.id ||= `${row.className.match(/st-key-[\w-]+/)[0]}-about`
  for (const button of row.querySelectorAll("button")) button.setAttribute("aria-describedby", about.id)
}

// what takes itself away, or is drawn anew, leaves the keyboard at its place in the smallest part of the page that has anything left: on what
// says the same, else on what stands there now; where another screen has come, on its heading; what is switched off leaves it on what follows;
// a form that a button has opened begins at its first field, the next question of a quiz at its first answer
const KEYED = '[class*="st-key-"]'
const FORM = ".st-key-action-form"
const ANSWERS = ".st-key-quiz-choices"
let typing = false
let places = []
let away = false // without a connection everything is switched off

function within(root) {
  return [...root.querySelectorAll(TABBED)].filter((one) => one.checkVisibility({ visibilityProperty: true }))
}

// where the keyboard is; in a popover also where its button is, for the time after it
function note() {
  const at = document.activeElement
  const body = at.closest('[data-testid="stPopoverBody"]')
  const main = document.querySelector('[data-testid="stMain"]')
  const button = body ? main?.querySelector('[data-testid="stPopoverButton"][aria-expanded="true"]') : at
  places = [[body, at], [main, button]]
    .filter(([root, one]) => root?.contains(one))
    .map(([root, one]) => {
      const said = { text: one.textContent, title: title(root)?.textContent, filling: one.closest(FORM) !== null }
      return { root, one, path: location.pathname, at: within(root).indexOf(one), parts: parts(one, root), ...said }
    })
}

function title(root) {
  return root.querySelector("h1")
}

// the parts of the page around something, the smallest first, each with its place in it
function parts(one, root) {
  const found = []
  for (let part = one.closest(KEYED); part && part !== root && root.contains(part); part = part.parentElement.closest(KEYED)) {
    found.push({ key: part.className.match(/st-key-[\w-]+/)[0], at: within(part).indexOf(one) })
  }
  return found
}

document.addEventListener("keydown", () => {
  typing = true
  note()
}, true)
document.addEventListener("pointerdown", () => {
  typing = false
  places = []
}, true)
// React gives the focus back to what it is about to take away, when the next screen's heading is there already
document.addEventListener("focusin", (event) => typing && places.every(({ one }) => one !== event.target) && note())

function stay() {
  const lost = document.activeElement === document.body || document.activeElement.disabled
  const place = places.find(({ root }) => root.isConnected)
  const before = away
  away = document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState !== "CONNECTED"
  if (away || !lost || !place || place.path !== location.pathname) return
  const { one, root, at, text } = place
  // a tab is disabled for a moment whenever another is opened; a popover that a run has closed leads back to its button
  if (one.isConnected && (before || one.role === "tab" || place !== places[0])) one.focus()
  if (one.isConnected && !one.disabled) return
  const form = root.querySelector(FORM)
  if (form && !place.filling) {
    if (!form.querySelector('[data-testid="stSkeleton"]')) within(form)[0]?.focus() // the first field may be the last to come
    return
  }
  const heading = title(root)
  const elsewhere = heading?.textContent !== place.title
  const coming = running() // what takes its place may still be on its way
  for (const part of one.isConnected ? [] : place.parts) {
    const box = root.querySelector(`.${part.key}`)
    const answers = box?.querySelector(ANSWERS)
    const there = answers ? within(answers)[0] : box && stands(box, part.at)
    if (!there) continue
    const next = alike(box, part.at, text) ?? (coming || elsewhere ? undefined : there)
    if (!next && !coming) break
    next?.focus()
    return
  }
  if (coming) return
  if (!elsewhere) stands(root, at)?.focus()
  else if (heading) {
    heading.tabIndex = -1
    heading.focus()
  }
}

function stands(root, at) {
  const now = within(root)
  return now[Math.min(at, now.length - 1)]
}

// what says the same as before, the nearest to its place
function alike(root, at, text) {
  const now = within(root)
  const apart = (one) => Math.abs(now.indexOf(one) - at)
  const same = now.filter((one) => text && one.textContent === text)
  return same.sort((a, b) => apart(a) - apart(b))[0]
}

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

// a popover stands at the end of the document, far from its button
document.addEventListener("keydown", (event) => {
  const at = document.activeElement
  if (event.key !== "Tab" || event.shiftKey || at?.dataset.testid !== "stPopoverButton" || at.ariaExpanded !== "true") return
  const first = document.querySelector(`[data-testid="stPopoverBody"]`)?.querySelector(TABBED)
  if (!first) return
  event.preventDefault()
  first.focus()
})

new MutationObserver(() => {
  if (!waiting) {
    waiting = true
    requestAnimationFrame(follow)
  }
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class", "disabled", "data-test-script-state"] })
