"""The first response, its headers and the compressed files: through the ASGI parts, and once through the whole app."""

import asyncio
import base64
import gzip
import hashlib
import logging
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
import streamlit
from aside import aside
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from workbook.content import book
from workbook.server import files, start
from workbook.server.files import CompressedFiles
from workbook.server.headers import HEADERS, SecurityHeaders
from workbook.server.shell import ASSETS, INDEX, Shell, _version, plain
from workbook.store import Unavailable
from workbook.text import HTML_LANG, LANGS
from workbook.ui import saved
from workbook.ui.menu import PAGES

BEHIND = PlainTextResponse("from behind")
INDEX_SCRIPT = re.search(r'src="\.(/static/js/[^"]+)"', INDEX)[1]


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes

    @property
    def text(self):
        return self.body.decode()


async def ask(app, path, query="", *, method="GET", scheme="http", **headers):
    """What an ASGI application answers."""
    sent = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"workbook"), *((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items())],
        "client": ("127.0.0.1", 1),
        "server": ("workbook", 80),
    }

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:]))


def get(app, path, query="", **more):
    return aside(ask(app, path, query, **more))


# ---- the page shell


@pytest.mark.parametrize(
    ("path", "query", "accept", "lang", "title"),
    [
        ("/", "lang=zh", "", "zh-CN", "首页 · 销售方法论工作手册"),
        ("/", "lang=en", "zh-CN", "en", "Start · Sales Methodology Workbook"),
        ("/", "", "", "en", "Start · Sales Methodology Workbook"),
        ("/value", "", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", "价值公式 · 销售方法论工作手册"),
        ("/value", "lang=fr", "fr", "en", "Value formulas · Sales Methodology Workbook"),
        ("/triple-fit", "lang=en&lang=zh", "en", "zh-CN", "三重匹配 · 销售方法论工作手册"),
    ],
)
def test_the_first_response_speaks_the_language_of_its_reader(path, query, accept, lang, title):
    answer = get(Shell(BEHIND), path, query, accept_language=accept)
    assert answer.text.count(f'<html lang="{lang}">') == answer.text.count(f"<title>{title}</title>") == 1
    assert (answer.status, answer.headers["vary"], answer.headers["cache-control"]) == (200, "accept-language", "no-store")


@pytest.mark.parametrize(
    ("path", "query", "right"),
    [("/value/", "", "/value"), ("/value/", "product=1&lang=zh", "/value?product=1&lang=zh"), ("//value", "", "/value"), ("//", "", "/")],
)
def test_a_pages_address_with_a_stroke_too_many_leads_to_the_page(path, query, right):
    answer = get(Shell(BEHIND), path, query)
    assert (answer.status, answer.headers["location"]) == (308, right)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_shell_with_its_words_and_assets(path, lang):
    words, text = book().words["frame"], get(Shell(BEHIND), f"/{path}", f"lang={lang}").text
    assert f'<html lang="{HTML_LANG[lang]}">' in text
    assert words["description"][lang] in text
    assert f"<noscript><p>{words['without_script'][lang]}</p></noscript>" in text
    for name in re.findall(r'"\./assets/([^"?]+)\?v=[0-9a-f]{12}"', text):
        assert (ASSETS / name).is_file()
    assert "Streamlit</title>" not in text


@pytest.mark.parametrize(("method", "path"), [("POST", "/"), ("GET", "/_stcore/health"), ("GET", "/value/more"), ("GET", "/Value")])
def test_what_is_no_page_goes_on_to_streamlit(method, path):
    assert get(Shell(BEHIND), path, method=method).text == "from behind"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", ["/nowhere", "/value/more", "/value.html", "/index.html", "/robots.txt", "/static/js/none.js"])
def test_an_address_that_leads_nowhere_says_so_in_the_readers_language(path, lang):
    answer = get(Shell(HTMLResponse(INDEX)), path, accept_language=HTML_LANG[lang])
    assert answer.status == 404
    assert all(
        part in answer.text for part in (f'<html lang="{HTML_LANG[lang]}">', book().words["frame"]["no_page"][lang], f'"/?lang={lang}"')
    )


def test_a_page_that_is_none_of_the_apps_loads_files_that_may_be_kept_for_ever():
    named = re.findall(r'href="/assets/([^"]+)"', plain("", "", "en"))
    assert named == [f"{name}?v={_version(name)}" for name in ("icon.svg", "plain.css")]


@pytest.mark.parametrize("path", ["/component/one/index.html", "/media/sheet.html"])
def test_a_page_of_a_component_or_to_take_along_is_passed_on(path):
    assert get(Shell(HTMLResponse(INDEX)), path).text == INDEX


@pytest.mark.parametrize(("path", "unlisted"), [("/", None), ("/value", None), ("/shared", "noindex"), ("/questionnaire", "noindex")])
def test_search_engines_list_no_page_that_a_link_leads_to(path, unlisted):
    assert get(Shell(BEHIND), path).headers.get("x-robots-tag") == unlisted


# ---- headers


@pytest.mark.parametrize(("name", "value"), HEADERS.items(), ids=HEADERS)
def test_every_response_carries_the_security_headers(name, value):
    assert get(SecurityHeaders(BEHIND), "/anything").headers[name] == value


@pytest.mark.parametrize(("scheme", "strict"), [("http", None), ("https", "max-age=31536000")])
def test_only_https_asks_for_https(scheme, strict):
    assert get(SecurityHeaders(BEHIND), "/", scheme=scheme).headers.get("strict-transport-security") == strict


@pytest.mark.parametrize(("path", "kept"), [("/media/9869d3e1.pdf", "no-store"), ("/static/media/sans.woff2", None)])
def test_what_is_taken_along_is_kept_by_nobody_on_the_way(path, kept):
    assert get(SecurityHeaders(BEHIND), path).headers.get("cache-control") == kept


@pytest.mark.parametrize(
    ("platform", "limits", "then"),
    [
        ("darwin", (256, -1), (start.FILES, -1)),
        ("linux", (1024, 4096), (4096, 4096)),
        ("linux", (1024, 2 * start.FILES), (start.FILES, 2 * start.FILES)),
        ("linux", (2 * start.FILES, 4 * start.FILES), None),
        ("linux", (-1, -1), None),
        ("win32", None, None),
    ],
)
def test_a_server_lets_itself_open_as_many_files_as_a_full_room_needs(monkeypatch, platform, limits, then):
    asked = []
    system = SimpleNamespace(RLIMIT_NOFILE=7, RLIM_INFINITY=-1, getrlimit=lambda _: limits, setrlimit=lambda _, now: asked.append(now))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setitem(sys.modules, "resource", system if limits else None)  # Windows has no such module
    start.open_many()
    assert asked == ([then] if then else [])


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/s/7hY-secret", "/s"),
        ("/resume/7hY-secret?lang=zh", "/resume"),
        ("/questionnaire?g=7hY-secret", "/questionnaire"),
        ("/_stcore/upload_file/secret/1", "/_stcore"),
        ("//secret", "/"),
        ("/value", "/value"),
        ("/?lang=en", "/"),
    ],
)
def test_the_log_of_requests_holds_nothing_that_opens_a_link(caplog, address, told):
    import app  # noqa: F401

    caplog.set_level(logging.INFO, "uvicorn.access")
    logging.getLogger("uvicorn.access").info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:5", "GET", address, "1.1", 410)  # as uvicorn writes it
    assert caplog.messages == [f'127.0.0.1:5 - "GET {told} HTTP/1.1" 410']


def test_a_stricter_header_of_the_application_stays():
    own = PlainTextResponse("", headers={"referrer-policy": "same-origin"})
    assert get(SecurityHeaders(own), "/").headers.getlist("referrer-policy") == ["same-origin"]


def test_a_failing_request_carries_the_security_headers_and_a_reference():
    def fail(_):
        raise RuntimeError("secret")

    app = Starlette(
        routes=[Route("/", fail)], middleware=[Middleware(SecurityHeaders)], exception_handlers={Exception: start.on_request_error}
    )

    async def patient(scope, receive, send):
        # Starlette answers and then raises, for the server's log
        with pytest.raises(RuntimeError):
            await app(scope, receive, send)

    answer = get(patient, "/")
    assert answer.status == 500
    assert re.fullmatch(r'{"error":"internal","reference":"[0-9a-f]{8}"}', answer.text)
    assert HEADERS.items() <= dict(answer.headers).items()


@pytest.mark.parametrize(
    "directive",
    ["default-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'", "connect-src 'self'"],
)
def test_the_policy_is_closed(directive):
    assert directive in HEADERS["content-security-policy"].split("; ")


@pytest.mark.parametrize("lang", LANGS)
def test_every_inline_script_of_the_shell_is_allowed_by_its_hash_and_no_other(lang):
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", get(Shell(BEHIND), "/", f"lang={lang}").text, re.DOTALL)
    inline = [text for attributes, text in scripts if "src=" not in attributes]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline]
    (allowed,) = (one.split()[1:] for one in HEADERS["content-security-policy"].split("; ") if one.startswith("script-src"))
    assert allowed == ["'self'", "'wasm-unsafe-eval'", *hashes]
    assert len(hashes) == 1


# ---- files


@pytest.mark.parametrize(
    ("address", "file", "kind"),
    [
        ("/assets/page.js", ASSETS / "page.js", "text/javascript; charset=utf-8"),
        ("/assets/workbook.css", ASSETS / "workbook.css", "text/css; charset=utf-8"),
        ("/assets/icon.svg", ASSETS / "icon.svg", "image/svg+xml"),
        (INDEX_SCRIPT, Path(streamlit.__file__).parent / f"static{INDEX_SCRIPT}", "text/javascript; charset=utf-8"),
    ],
    ids=["script", "style", "icon", "streamlit"],
)
def test_a_text_file_comes_compressed_and_stays_for_a_year(address, file, kind):
    answer = get(CompressedFiles(BEHIND), address, accept_encoding="gzip, br")
    assert answer.headers.get("content-encoding") == "gzip"
    assert gzip.decompress(answer.body) == file.read_bytes()
    assert len(answer.body) < file.stat().st_size
    assert (answer.headers["content-type"], answer.headers["vary"]) == (kind, "accept-encoding")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(("method", "encoding"), [("GET", ""), ("GET", "br"), ("HEAD", "gzip"), ("POST", "gzip")])
def test_a_file_is_compressed_only_for_those_who_ask(method, encoding):
    assert get(CompressedFiles(BEHIND), "/assets/page.js", method=method, accept_encoding=encoding).text == "from behind"


@pytest.mark.parametrize(
    "address",
    [
        "/assets/../../value.py",
        "/assets/../../../app.js",
        f"/assets/{ASSETS / 'page.js'}/../../frame.js",
        "/assets//etc/hosts.js",
        "/static/../../../../../../../../etc/hosts.svg",
        "/assets/..\\page.js",
        "/assets/",
        "/assets",
        "/assets/none.js",
        "/other/page.js",
        "/static/index.html",
        "/assets/none\0.js",
        f"/assets/{'a' * 300}.js",
    ],
    ids=lambda address: repr(address[:30]),
)
def test_nothing_outside_the_folders_is_served(address):
    assert get(CompressedFiles(BEHIND), address, accept_encoding="gzip").text == "from behind"


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """One more folder of files, `/open`, which is empty."""
    folder = tmp_path / "open"
    folder.mkdir()
    monkeypatch.setitem(files.FOLDERS, "open", folder)
    files._files.cache_clear()
    yield folder
    files._files.cache_clear()


def test_a_link_out_of_the_folder_is_not_followed(opened, tmp_path):
    (tmp_path / "secret.js").write_text("secret")
    (tmp_path / "more").mkdir()
    (tmp_path / "more/secret.js").write_text("secret")
    (opened / "link.js").symlink_to(tmp_path / "secret.js")
    (opened / "links").symlink_to(tmp_path / "more")
    for address in ("/open/link.js", "/open/links/secret.js", "/open/../secret.js"):
        assert get(CompressedFiles(BEHIND), address, accept_encoding="gzip").text == "from behind"


def test_a_file_has_one_address_and_is_kept_once(opened):
    files._packed.cache_clear()
    (opened / "in").mkdir()
    (opened / "in/page.js").write_text("script")
    addresses = ("/open/in/page.js", "/open/./in/page.js", "/open/in/../in/page.js", "/open/in//page.js", "//open/in/page.js")
    answers = [get(CompressedFiles(BEHIND), address, accept_encoding="gzip") for address in addresses for _ in range(2)]
    assert [answer.headers.get("content-encoding") for answer in answers] == ["gzip"] * 2 + [None] * 8
    assert files._packed.cache_info().currsize == 1


# ---- the whole app


async def visit(app, *requests):
    """The answers of an application that is started before and stopped after them."""
    told, heard = asyncio.Queue(), asyncio.Queue()
    life = asyncio.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}}, told.get, heard.put))
    await told.put({"type": "lifespan.startup"})
    assert await heard.get() == {"type": "lifespan.startup.complete"}
    answers = [await ask(app, *request) for request in requests]
    await told.put({"type": "lifespan.shutdown"})
    await life
    return answers


def test_the_app_is_healthy_and_answers_with_shell_and_headers():
    from app import app

    paths = (["/healthz"], ["/compare", "lang=zh"], ["/assets/page.js"], [INDEX_SCRIPT], ["/favicon.ico"], ["/value.html"])
    health, page, asset, script, icon, nowhere = aside(visit(app, *paths))
    assert (health.status, health.text, health.headers["cache-control"]) == (200, '{"status":"ok"}', "no-store")
    assert "<title>方法对照 · 销售方法论工作手册</title>" in page.text
    assert asset.body == (ASSETS / "page.js").read_bytes()
    assert script.body == (Path(streamlit.__file__).parent / f"static{INDEX_SCRIPT}").read_bytes()
    assert all(HEADERS.items() <= dict(answer.headers).items() for answer in (health, page, asset, script, icon, nowhere))
    assert (icon.status, icon.headers["location"], nowhere.status) == (307, f"/assets/icon.svg?v={_version('icon.svg')}", 404)


# ---- the device's cookie


def test_the_first_response_gives_the_device_a_cookie_that_no_script_reads():
    answer = aside(ask(Shell(BEHIND), "/value"))
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert name == "wb_device"
    assert len(rest.partition(";")[0]) == 43
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(rest.split("; "))
    assert "Secure" not in rest


def test_behind_https_the_cookie_is_secure_and_bound_to_the_host():
    answer = aside(ask(Shell(BEHIND), "/value", scheme="https"))
    assert answer.headers["set-cookie"].startswith("__Host-wb_device=")
    assert "Secure" in answer.headers["set-cookie"].split("; ")


def test_a_public_address_with_https_counts_as_https(monkeypatch):
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", "https://workbook.example")
    assert aside(ask(Shell(BEHIND), "/value")).headers["set-cookie"].startswith("__Host-wb_device=")


@pytest.mark.parametrize(
    ("scheme", "sent", "given"),
    [
        ("http", "wb_device=known", "wb_device=known; HttpOnly; Max-Age=34560000; Path=/; SameSite=lax"),
        ("https", "__Host-wb_device=known", "__Host-wb_device=known; HttpOnly; Max-Age=34560000; Path=/; SameSite=lax; Secure"),
        (
            "https",
            "wb_device=plain; __Host-wb_device=known",
            "__Host-wb_device=known; HttpOnly; Max-Age=34560000; Path=/; SameSite=lax; Secure",
        ),
        ("https", "wb_device=plain", "__Host-wb_device=plain; HttpOnly; Max-Age=34560000; Path=/; SameSite=lax; Secure"),
    ],
    ids=["plain", "secure", "both", "a host that moved to https"],
)
def test_a_device_keeps_its_cookie_for_400_days_from_its_last_page(scheme, sent, given):
    answer = aside(ask(Shell(BEHIND), "/value", scheme=scheme, cookie=sent))
    assert answer.headers.getlist("set-cookie") == [given]


def test_a_cookie_without_a_value_is_none():
    name, _, rest = aside(ask(Shell(BEHIND), "/value", cookie="wb_device=")).headers["set-cookie"].partition("=")
    assert (name, len(rest.partition(";")[0])) == ("wb_device", 43)


def test_what_has_had_its_time_is_deleted_at_the_start_and_again_and_again_also_after_the_database_was_away(monkeypatch, caplog):
    rounds = []

    class Kept:
        def forget(self):
            rounds.append(1)
            if len(rounds) == 1:
                raise Unavailable("gone")

    async def life():
        async with start.warm(None):
            await asyncio.sleep(0.3)
            begun = len(rounds)
        await asyncio.sleep(0.1)
        return begun, len(rounds)

    monkeypatch.setattr(start, "_warm", lambda: None)
    monkeypatch.setattr(saved, "store", Kept)
    for name in ("HOUR", "DAY"):
        monkeypatch.setattr(start, name, 0.02)
    begun, ended = aside(life())
    assert 3 <= begun <= ended <= begun + 1
    assert [(one.levelname, "the database is gone" in one.exc_text) for one in caplog.records if one.name == "workbook"] == [
        ("ERROR", True)
    ]
