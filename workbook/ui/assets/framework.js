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
  [/^Drag and drop a file here$/, "把文件拖到这里"],
  [/^Add files$/, "换一个文件"],
  [/^Cancel upload of (.*)$/, "取消上传$1"],
  [/^Error: $/, "出错："],
  [/^.* ?files are not allowed\.$/, "这里不能上传这种文件。"],
  [/^File must be (.*) or smaller\.$/, "文件不能超过$1。"],
  [/^Remove (.*)$/, "移除$1"],
  [/^Failed to generate file for download$/, "文件没有生成。请刷新页面，再试一次。"],
  [/^Selected values$/, "已选"],
  [/^Clear all$/, "全部清除"],
  [/^Clear value$/, "清除"],
  [/^Select all$/, "全选"],
  [/^Select (\d+) matches$/, "选中找到的$1项"],
  [/^No results$/, "没有找到"],
  [/^You can only select up to (\d+) options\. Remove an option first\.$/, "最多选$1项，请先移除一项。"],
  [/^Choose date$/, "选择日期"],
  [/^Choose date, (.*)$/, "选择日期，$1"],
  [/^Clear date$/, "清除日期"],
  [/^year, (.*)$/, "$1，年"],
  [/^month, (.*)$/, "$1，月"],
  [/^day, (.*)$/, "$1，日"],
  [/^Previous month$/, "上个月"],
  [/^Next month$/, "下个月"],
  [/^Use arrow keys to navigate dates\. Enter to select\. Escape to close\.$/, "用方向键选日期，回车确定，Esc关闭。"],
  [/^Dismiss$/, "关闭"],
  [/^Close$/, "关闭"],
  [/^Connection error$/, "连接断了"],
  [/^Streamlit server is not responding\..*$/, "服务器没有响应。请检查网络，恢复后页面会自动重新连接。"],
  [/^Is Streamlit still running\?.*$/, "服务器没有响应。如果它停了，请在终端里重新启动："],
  [/^Connection timed out\.$/, "连接超时，正在重试。"],
  [/^Connection failed with status (\d+).*$/, "连接失败（状态码$1），正在重试。"],
]
const NAMED = ["aria-label", "placeholder"]
const SPOKEN = [
  '[data-testid="stSkipToContent"]',
  '[data-testid="stFileUploaderDropzone"] :is(span, p)',
  '[data-testid="stFileChip"] [role="alert"]',
  '[data-testid="stDownloadButtonError"], [data-testid="stDownloadButtonError"] *',
  '[data-testid="stTooltipContent"] p',
  '[data-testid="stTooltipErrorContent"]',
  '[role="listbox"][data-empty] span',
  '[data-key^="__select_"] > div',
  '[data-testid="stDateInputCalendar"] :is(h2, span)',
  'h2[slot="title"], h2[slot="title"] + div > div',
].join()
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
    for (const text of one.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE) continue
      const now = spoken(text, "data", text.data)
      if (now !== text.data) text.data = now
    }
  }
  for (const icon of document.querySelectorAll('[role="img"][aria-label$=" icon"]')) icon.ariaHidden = "true"
}

new MutationObserver(() => {
  if (waiting) return
  waiting = true
  requestAnimationFrame(follow)
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["lang", "aria-label", "aria-expanded"] })
