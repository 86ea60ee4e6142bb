// Loses nothing that is typed: not to a link or the way back, to Escape or to a host that takes its box away, not to a late answer that draws
// its box anew or to a page that is loaded anew. Reads an amount as people write it.

// a quick finger, or one on a touchscreen, is on a link before the box that it leaves has sent what was typed, which would lead back. A device
// with much to do comes late to that, as it does to a timer
const HANDED_OVER = 120
const LATE = 20
const LATEST = 2_000
let left = -Infinity

document.addEventListener("focusout", (event) => {
  if (event.target.matches?.("input, textarea")) left = event.timeStamp
})

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('[data-testid="stApp"] a[href]:not([target="_blank"])')
  if (!link || !event.isTrusted || event.ctrlKey || event.metaKey || (event.timeStamp - left > LATEST && !turning())) return
  event.preventDefault()
  event.stopImmediatePropagation()
  handOver(() => link.click())
}, true)

function handOver(then, asked = performance.now()) {
  const due = performance.now() + HANDED_OVER
  setTimeout(() => {
    const late = performance.now() - due > LATE && due - left < LATEST
    if (late || (turning() && due - asked < PATIENCE)) handOver(then, asked)
    else then()
  }, HANDED_OVER)
}

// a link leads on in the language that it was drawn in, so it waits for the one that was chosen
const PATIENCE = 10_000

function turning() {
  const chosen = document.querySelector('.st-key-language_switch [aria-checked="true"]')?.lang
  return chosen && chosen !== document.documentElement.lang
}

// in a room a text is handed over at every pause in the writing, as by Ctrl+Enter: a host who closes an exercise takes its box away. The server
// would draw an emptied one anew, under the hands that write
const PAUSE = 1_500
let pause

function pauses({ target, isComposing }) {
  clearTimeout(pause)
  if (isComposing || target.tagName !== "TEXTAREA" || !location.pathname.endsWith("/join")) return
  pause = setTimeout(() => {
    if (target.value.trim()) target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }))
  }, PAUSE)
}

document.addEventListener("input", pauses)
document.addEventListener("compositionend", pauses)

// a page that is loaded anew, by its reader or because its session is gone, gives back what was typed and had not reached the server; so does one
// that was left by the browser's way back, a phone's swipe, when its reader comes again
const TEXT = 'input:is([type="text"], [type="number"]):not([role="combobox"]), textarea'
const HELD = "unsent"
const OPENED = 300
const tab = (() => {
  try {
    return sessionStorage
  } catch {
    return undefined // a browser that blocks cookies has none
  }
})()
let before
let typed // the box with it
let typedAt

function taken() {
  const held = JSON.parse(tab?.getItem(HELD) ?? "null")
  tab?.removeItem(HELD)
  return held?.at === location.href ? held : undefined
}

// a box's key without how often it was drawn anew
function place(box) {
  return box.closest('[class*="st-key-"]')?.className.match(/st-key-\S+/)[0].replace(/-\d+-\d+/, "")
}

function putBack() {
  if (before.at !== location.href) return
  const { text, key } = before, box = [...document.querySelectorAll(TEXT)].find((one) => place(one) === key)
  if (!box) return
  watch.disconnect()
  before = undefined
  if (box.value === text) return
  for (const one of document.querySelectorAll("details:not([open])")) if (one.contains(box)) one.querySelector("summary").click()
  setTimeout(() => {
    box.focus()
    fill(box, text)
  }, OPENED)
}

const watch = new MutationObserver(putBack)

function hold(held) {
  before = held
  if (before) watch.observe(document.body, { subtree: true, childList: true })
}

function sent() {
  if (document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState === "CONNECTED") typed = undefined
}

document.addEventListener("input", ({ target }) => {
  if (target.matches(TEXT) && place(target)) [typed, typedAt] = [target, location.href]
})

document.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, isComposing }) => {
  if (key === "Enter" && !isComposing && (target.matches("input") || ctrlKey || metaKey)) sent()
})

// a box that is switched off, because the connection is lost, is not left by anybody, nor is it when the message goes that said so
document.addEventListener("focusout", ({ target }) => {
  if (target === typed ? !target.disabled : !typed?.isConnected) sent()
})

function unsent(at) {
  return typed ? { at, key: place(typed), text: typed.value } : before
}

addEventListener("pagehide", () => {
  const held = unsent(location.href)
  if (held) tab?.setItem(HELD, JSON.stringify(held))
})

addEventListener("popstate", () => {
  hold(unsent(typedAt))
  typed = undefined
})

hold(taken())

// a number box whose slider was moved before is drawn anew when the answer comes: what is typed meanwhile goes on in the new one. What was left
// or entered before that answer is entered again, because the server takes nothing of a box that is gone
const FIGURES = 'input[type="number"]'
const hands = new Map() // number boxes in hand: place, the figure in it that counts, whether one was entered too early, whether it was left

// a busy server has not begun to answer, but the slider shows already what the box does not
function waits(box) {
  if (document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== "notRunning") return true
  const slider = box.closest('[data-testid="stVerticalBlock"]')?.querySelector('[data-testid="stSlider"] input')
  return slider && Number(slider.ariaValueText) !== Math.min(hands.get(box).counts, slider.max)
}

const drawn = new MutationObserver(() => {
  for (const [box, { left }] of [...hands]) {
    if (!box.isConnected) goOn(box)
    else if (left && !waits(box)) release(box)
  }
})

function release(box) {
  hands.delete(box)
  if (!hands.size) drawn.disconnect()
}

function goOn(box) {
  const { key, counts, early, left } = hands.get(box)
  release(box)
  const next = [...document.querySelectorAll(FIGURES)].find((one) => place(one) === key)
  if (!next) return
  if (!left) next.focus()
  if (box.value === counts) return next.select()
  fill(next, box.value)
  if (!left && !early) return
  next.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
  if (!left) hands.get(next).counts = box.value
}

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches(FIGURES)) return
  hands.set(target, { key: place(target), counts: target.value })
  drawn.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state"] })
})

document.addEventListener("focusout", ({ target }) => {
  const hand = hands.get(target)
  if (!hand) return
  const late = target.value !== hand.counts && waits(target)
  setTimeout(() => {
    if (!target.isConnected || document.activeElement === target) return // what is taken away is left by nobody
    if (late) hand.left = true
    else release(target)
  })
})

document.addEventListener("keydown", ({ key, target, isTrusted }) => {
  if (key === "Enter" && isTrusted && hands.has(target)) hands.get(target).early = waits(target)
}, true)

document.addEventListener("keyup", ({ key, target }) => {
  const hand = hands.get(target)
  if (hand && !hand.early && /^(Enter|Arrow(Up|Down))$/.test(key)) hand.counts = target.value
})

// a popover that is left by Escape takes its boxes away before they have handed over what was typed; a number box that stays would show a figure
// that does not count, so it goes back to the one that does
document.addEventListener("keydown", (event) => {
  const box = event.target
  if (event.key !== "Escape" || event.isComposing) return
  if (box.matches?.('[data-testid="stPopoverBody"] :is(input, textarea)')) box.blur()
  else if (box.type === "number") {
    event.stopPropagation() // Streamlit would empty a box that may be empty
    fill(box, hands.get(box).counts)
  }
}, true)

// a number box takes figures alone: what else is typed, pasted or composed, such as 120k, 12万 or ¥120,000, is worked out here; what nobody can
// be sure of leaves the box as it was
const PLAIN = /^[-+]?\d*\.?\d*(e[-+]?\d*)?$/i
const GROUPED = String.raw`[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?`
const UNGROUPED = String.raw`\d*\.?\d+(?=\s*[km万亿])|\d*\.?\d{1,2}|0,\d+|\d*,\d{1,2}`
const FIGURE = new RegExp(String.raw`^(?:\p{L}{0,2}\p{Sc})?\s*(?:(${GROUPED})|(${UNGROUPED}))?\s*([km万亿]?)\s*(?:\p{Sc}|元)?$`, "iu")
const TIMES = { k: 1e3, m: 1e6, 万: 1e4, 亿: 1e8 }
let composed // the figure into which an input method writes
let comma = {} // what was typed from a comma on, and what the box shows of it: 4,5 or 4,500 is told by the third digit

function figure(text, shown) {
  const said = text.normalize("NFKC").trim()
  if (PLAIN.test(said)) return said
  const [, grouped, plain, unit] = said.match(FIGURE) ?? []
  const digits = grouped?.replace(/[, ]/g, "") ?? plain?.replace(",", ".") ?? (unit && shown)
  return digits && unit ? String(Number((digits * TIMES[unit.toLowerCase()]).toPrecision(15))) : digits
}

function fill(box, value) {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set.call(box, value) // else React takes it for its own
  box.dispatchEvent(new Event("input", { bubbles: true }))
}

document.addEventListener("beforeinput", (event) => {
  const { target: box, data } = event
  if (box.type !== "number" || event.isComposing) return
  const going = comma.box === box && comma.shown === box.value && !getSelection().toString()
  if (data === "," || data === "，") {
    comma = { box, typed: `${going ? comma.typed : box.value},`, shown: box.value }
    event.preventDefault()
  } else if (going && /^\d$/.test(data)) {
    const typed = comma.typed + data, value = figure(typed)
    comma = { box, typed, shown: value ?? box.value + data }
    if (!value) return
    event.preventDefault()
    fill(box, value)
  } else if (data && !PLAIN.test(data)) {
    event.preventDefault()
    const value = figure(data, box.value)
    if (value) fill(box, value)
  }
}, true)

document.addEventListener("compositionstart", ({ target }) => {
  composed = target.value
})

document.addEventListener("compositionend", ({ target, data }) => {
  if (target.type === "number" && !PLAIN.test(data)) fill(target, figure(data, composed) || composed)
})
