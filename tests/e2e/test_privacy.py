"""What every response forbids, and what it may keep."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from workbook.server.headers import HEADERS
from workbook.ui.cookies import DEVICE
from workbook.ui.menu import PAGES


def answer(address):
    """The response, even where it says that there is nothing."""
    try:
        return urlopen(address)  # noqa: S310 - our own server
    except HTTPError as refused:
        return refused


@pytest.mark.parametrize("path", [*PAGES, "healthz", "assets/workbook.css", "no-such-page"])
def test_every_response_has_the_security_headers(server, path):
    with answer(f"{server.url}/{path}") as response:
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
        # a page lets the browser be recognised the next time; nothing else sets a cookie
        cookies = response.headers.get_all("set-cookie") or []
        assert [cookie.partition("=")[0] for cookie in cookies] == ([DEVICE] if path in PAGES else [])
        assert all("HttpOnly" in cookie and "SameSite=lax" in cookie for cookie in cookies)
