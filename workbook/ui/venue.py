"""Where phones find this workbook, and whether they can."""

from __future__ import annotations

import ipaddress
import os
import socket
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import segno
import streamlit as st

_FAR: Final = "203.0.113.1"  # an address of the documentation's; nothing is sent there


class Venue(NamedTuple):
    """The address that a wall shows, and whether other devices can reach it."""

    base: str
    reaches: bool

    def to(self, path: str) -> str:
        """The address of a path."""
        return f"{self.base}/{path}"

    @property
    def spoken(self) -> str:
        """The address without what nobody types."""
        return self.base.partition("://")[2]


def venue() -> Venue:
    """`WORKBOOK_PUBLIC_URL`, else where this browser finds the server, else the server's own address in its network.

    A server that listens on this machine alone is said to be out of reach, whatever its address looks like.
    """
    if public := os.environ.get("WORKBOOK_PUBLIC_URL", "").rstrip("/"):
        return Venue(public, True)
    bound, port = str(st.get_option("server.address") or ""), st.get_option("server.port")
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    if is_this_machine(bound):
        return Venue(f"{scheme}://{bound}:{port}", False)
    here = urlsplit(st.context.url or "")
    if here.hostname and not is_this_machine(here.hostname):
        return Venue(f"{here.scheme}://{here.netloc}", True)
    own = bound if bound and not _is_any(bound) else own_address()
    return Venue(f"{scheme}://{own}:{port}", not is_this_machine(own))


def is_this_machine(host: str) -> bool:
    """Whether a host's name or address leads back to the machine that asks."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def own_address() -> str:
    """The machine's address in the network that leads outside; 127.0.0.1 where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_FAR, 9))  # chooses a network and sends nothing
        except OSError:
            return "127.0.0.1"
        found: str = probe.getsockname()[0]
        return found


@lru_cache(maxsize=64)
def qr(address: str) -> str:
    """An address as a QR code: a picture for `<img src>`, always dark on white, as cameras expect it."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=8, border=3, dark="#10161d", light="#ffffff")
