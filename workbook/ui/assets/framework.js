// What Streamlit says of its own parts, in Chinese: by itself it speaks English only. In English everything is left as it is, and put back
// where the language was switched. The names of its icons are for nobody's ears.
const CHINESE = [
  [/^Skip to main content$/, "跳到正文"],
  [/^Sidebar$/, "菜单"],
  [/^Collapse sidebar$/, "收起菜单"],
  [/^Expand sidebar$/, "展开菜单"],
  [/^Choose an option$/, "请选择"],
  [/^Open$/, "展开"],
  [/^Help for (.*)$/, "说明：$1"],
  [/^Increment$/, "增加"],
  [/^Decrement$/, "减少"],
  [/^(.*) — start$/, "$1，下限"],
  [/^(.*) — end$/, "$1，上限"],
  [/^Copy to clipboard$/, "复制"],
  [/^Copied$/, "已复制"],
  [/^Fullscreen$/, "全屏"],
  [/^Fullscreen: (.*)$/, "全屏：$1"],
  [/^Close fullscreen$/, "退出全屏"],
  [/^Close fullscreen: (.*)$/, "退出全屏：$1"],
  [/^Pagination$/, "分页"],
  [/^Previous page$/, "上一页"],
  [/^Next page$/, "下一页"],
  [/^Page (\d+)$/, "第$1页"],
  [/^file upload$/, "上传文件"],
  [/^Upload$/, "上传"],
  [/^(\d+)MB per file$/, "每个文件不超过$1MB"],
]
const NAMED = ["aria-label", "placeholder"]
const SPOKEN = '[data-testid="stSkipToContent"], [data-testid="stFileUploaderDropzone"] :is(span, p), [data-testid="stTooltipContent"] p'
const replaced = new WeakMap()
let waiting = false

// what is to stand where Streamlit says something, in the language of the page; both are remembered
function spoken(owner, part, said) {
  const before = replaced.get(owner)?.[part]
  if (document.documentElement.lang === "en") return before?.now === said ? before.was : said
  const found = before?.now !== said && CHINESE.find(([english]) => english.test(said))
  if (!found) return said
  const now = said.replace(...found)
  replaced.set(owner, { ...replaced.get(owner), [part]: { was: said, now } })
  return now
}

function follow() {
  waiting = false
  for (const one of document.querySelectorAll("[aria-label], [placeholder]")) {
    for (const name of NAMED) {
      const said = one.getAttribute(name)
      const now = said && spoken(one, name, said)
      if (now !== said) one.setAttribute(name, now)
    }
  }
  for (const one of document.querySelectorAll(SPOKEN)) {
    const text = one.firstChild
    if (text?.nodeType !== Node.TEXT_NODE) continue
    const now = spoken(text, "data", text.data)
    if (now !== text.data) text.data = now
  }
  for (const icon of document.querySelectorAll('[role="img"][aria-label$=" icon"]')) icon.ariaHidden = "true"
}

new MutationObserver(() => {
  if (waiting) return
  waiting = true
  requestAnimationFrame(follow)
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["lang", "aria-label", "aria-expanded"] })
