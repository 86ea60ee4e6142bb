"""Who is here: the login where the host has one, else the device's cookie, else nobody beyond this visit."""

from __future__ import annotations

from typing import Final

import streamlit as st

from workbook.links import new_secret
from workbook.store import Forbidden
from workbook.ui.cookies import DEVICE, GRANTS, REFERENCE, cookie_name, lent
from workbook.ui.saved import secrets, store
from workbook.ui.session import words

OWNER: Final = "owner"
VISIT: Final = "visit_secret"
_MOVED: Final = "owner_is_another"
_left: Final[set[tuple[str, str]]] = set()
"""Devices, each with a workbook that it has given up or erased since the server started, and that a tab of it may still show."""


def cookie(name: str) -> str:
    """A cookie of this visit, under either name; empty where there is none."""
    cookies = dict(st.context.cookies)
    return cookies.get(cookie_name(name, secure=True)) or cookies.get(name) or ""


def grant(name: str) -> str:
    """The secret of the link that brought the reader here, by its cookie or by a reference in the address; empty without one."""
    return cookie(name) or lent(name, st.query_params.get(REFERENCE, ""))


def device() -> str:
    """The secret of this device; where cookies are blocked one that lasts for the visit."""
    if found := cookie(DEVICE):
        return found
    return str(st.session_state.setdefault(VISIT, new_secret()))


def respondent() -> str:
    """Who answers a questionnaire: the device, or, where cookies are blocked, whoever has the address with the reference."""
    return st.query_params.get(REFERENCE, "") if by_reference(GRANTS["questionnaire"]) else device()


def by_reference(name: str) -> bool:
    """Whether a reference in the address stands in for a cookie."""
    return not cookie(name) and bool(grant(name))


def is_kept() -> bool:
    """Whether what is entered outlasts the visit."""
    return bool(cookie(DEVICE)) or login() is not None


def can_log_in() -> bool:
    """Whether the host has set up a login."""
    return "auth" in secrets()


def login() -> str | None:
    """The login of this visit: who says so, and its name for the person."""
    if not can_log_in() or not st.user.get("is_logged_in", False):
        return None
    return f"{st.user.get('iss')} {st.user.get('sub')}"


def settle_owner() -> str | None:
    """Ask the store whose workbook this is; once in every full run. None while nothing is stored."""
    subject, before = login(), owner()
    st.session_state[OWNER] = store().owners.for_login(subject) if subject else store().owners.of_device(device())
    if before not in (None, owner()):
        st.session_state[_MOVED] = True
    return owner()


def owner() -> str | None:
    """The owner of this run."""
    found: str | None = st.session_state.get(OWNER)
    return found


def own() -> str:
    """The owner, who begins with the first write. Raises `Forbidden` where this device has left the owner's workbook in another tab."""
    if owner() is None:
        st.session_state[OWNER] = store().owners.for_device(device(), visit=not is_kept())
    found = owner()
    if found is None or (_left and (device(), found) in _left):
        raise Forbidden
    return found


def leave(before: str | None, now: str | None = None) -> None:
    """Begin the visit anew, as the same device, with the workbook of another owner, or with none; no tab writes into the one before."""
    here = device()
    if before:
        _left.add((here, before))
    if now:
        _left.discard((here, now))
    _forget()


def moved_away(title: str) -> bool:
    """Whether the workbook is another one than this visit began with, or gone. Says so in the place of the page with this title.

    What the browser still has of that page would count for the other workbook, so it is taken away before the visit begins anew.
    """
    if not st.session_state.get(_MOVED):
        return False
    w = words("saved")
    st.title(title, anchor=False)
    st.warning(w.moved, icon=":material/move_item:")
    st.button(w.begin_anew, type="primary", on_click=_forget)
    return True


def _forget() -> None:
    """Let the visit remember nothing but which device it is."""
    for name in list(st.session_state):
        if name != VISIT:
            del st.session_state[name]
