"""What leaves the machine: nothing. What every response forbids: everything else."""

from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from workbook.server.headers import HEADERS
from workbook.ui.cookies import DEVICE
from workbook.ui.menu import PAGES


def complaint(message):
    """Whether the browser's console has an error. What was not found is looked at by its response instead."""
    return message.type == "error" and "404" not in message.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_other_host_and_the_policy_blocks_nothing_it_needs(visit, path):
    here, complaints = visit(), []
    here.page.on("console", lambda message: complaints.append(message.text) if complaint(message) else None)
    here.page.on("pageerror", lambda error: complaints.append(str(error)))
    here.open(path, lang="en")
    hosts = {urlsplit(address).hostname for address in here.requests if urlsplit(address).scheme not in ("data", "blob")}
    # Streamlit looks for its own server below the page's address first
    missing = [response.url for response in here.responses if response.status >= 400 and f"/{path}/_stcore/" not in response.url]
    assert any(address.startswith("ws:") for address in here.requests)
    assert hosts == {"127.0.0.1"}
    assert complaints == missing == []


@pytest.mark.parametrize("path", [*PAGES, "healthz", "assets/workbook.css", "no-such-page"])
def test_every_response_has_the_security_headers(server, path):
    with urlopen(f"{server.url}/{path}") as response:  # noqa: S310 - our own server
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
        # a page lets the browser be recognised the next time; nothing else sets a cookie
        cookies = response.headers.get_all("set-cookie") or []
        assert [cookie.partition("=")[0] for cookie in cookies] == ([DEVICE] if path in PAGES else [])
        assert all("HttpOnly" in cookie and "SameSite=lax" in cookie for cookie in cookies)
