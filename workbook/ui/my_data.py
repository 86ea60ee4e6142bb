"""The parts of `/my-data`."""

from __future__ import annotations

from typing import Any

import streamlit as st

from workbook.backup import MOST_BYTES, Changes, Preview, Refused, read, written
from workbook.exports.names import file_name
from workbook.store import Forbidden
from workbook.text import CURRENCIES, LANGS, NAMES, SIGNS, labelled, literal
from workbook.ui.cookies import GRANTS
from workbook.ui.identity import can_log_in, device, grant, is_kept, leave, login, own, owner
from workbook.ui.inputs import choice, kept
from workbook.ui.saved import attempt, receipt, store, today
from workbook.ui.session import CURRENCY, LANGUAGE, address, currency, inputs, language, words

_RESUME = "resume_secret"
_UPLOADS = "uploads"


def where() -> None:
    """Where the workbook is kept, and under whom."""
    w = words("my_data")
    if login():
        name = literal(str(st.user.get("email") or st.user.get("name") or ""))
        st.info(w.by_login.format(name=name), icon=":material/login:")
        st.button(w.log_out, on_click=st.logout)
    elif is_kept():
        st.info(w.by_device, icon=":material/devices:")
    else:
        st.warning(w.not_kept, icon=":material/cookie_off:")
    if can_log_in() and not login():
        st.button(w.log_in, icon=":material/login:", on_click=st.login)
    receipt()


def preferences() -> None:
    """Language and currency."""
    w, now = words("my_data"), {"currency": currency(), "language": language()}

    def switched() -> None:
        st.session_state[LANGUAGE] = st.query_params["lang"] = now["language"]

    choice(now, "language", w.language, LANGS, NAMES.__getitem__, then=switched, width="content")
    st.selectbox(
        w.currency,
        CURRENCIES,
        index=CURRENCIES.index(currency()),
        format_func=lambda code: f"{code} {SIGNS[code]}",
        width=260,
        **kept(now, "currency", then=lambda: st.session_state.update({CURRENCY: now["currency"]}), key_end=language()),
    )


def other_device() -> None:
    """Make a resume link, or take over the workbook of one, unless it is this one."""
    w, secret, mine = words("my_data"), grant(GRANTS["resume"]), owner()
    if secret and store().owners.resumable(secret) not in (None, mine):
        with st.container(border=True, key="resume"):
            st.markdown(w.resume_login if login() else w.resume_asked)
            if not login():
                if mine:
                    st.markdown(w.resume_instead)
                st.button(w.resume_here, type="primary", on_click=_resume, args=(secret,))
    if st.session_state.pop("resumed", False):
        st.success(w.resumed)
    st.markdown(w.device_help)
    has = bool(mine and store().owners.has_resume_link(mine))
    st.button(w.renew_link if has else w.make_link, icon=":material/qr_code_2:", on_click=_new_link)
    made = st.session_state.get(_RESUME)
    if made:
        st.success(w.link_once)
        st.code(address(f"resume/{made}", {}), language=None, wrap_lines=True)
    elif has:
        st.caption(w.link_is_there)


def _new_link() -> None:
    attempt(lambda: st.session_state.update({_RESUME: store().owners.new_resume_link(own())}), of="resume_link")


def _resume(secret: str) -> None:
    if attempt(lambda: leave(owner(), store().owners.resume(secret, device())), of="resume"):
        st.session_state["resumed"] = True


def backup() -> None:
    """The whole workbook as one file."""
    w = words("my_data")
    st.markdown(w.backup_help)
    mine = owner()
    if not mine:
        st.caption(w.nothing_yet)
        return
    st.download_button(
        w.download,
        lambda: written(store().backups.make(mine)),
        file_name=file_name(w.backup_name, today(), suffix="json"),
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )


def restore() -> None:
    """A file back into the workbook, after a look at what it would change."""
    w, now = words("my_data"), inputs(_UPLOADS, lambda: {"count": 0})
    st.markdown(w.restore_help)
    if st.session_state.pop("restored", False):
        st.success(w.restored)
    file = st.file_uploader(w.file, type=["json"], key=f"upload:{now['count']}", max_upload_size=MOST_BYTES // 2**20)
    if file is None:
        return
    try:
        found = read(file.getvalue())
    except Refused as refused:
        st.error(getattr(w, f"refused_{refused.problem}").format(where=f"`{refused.where}`"))
        return
    changes = store().backups.preview(own(), found)
    kinds = {name: getattr(changes, name) for name in Preview._fields}
    st.markdown("\n".join(f"- {labelled(getattr(w, name), _said(w, one), language())}" for name, one in kinds.items()))

    def bring_back() -> None:
        if attempt(lambda: store().backups.restore(own(), found), of="restore"):
            now["count"] += 1
            st.session_state["restored"] = True

    st.button(w.restore_now, type="primary", icon=":material/upload:", on_click=bring_back)


def _said(w: Any, one: Changes) -> str:
    return str(w.changes.format(new=one.new, changed=one.changed, same=one.same))


def erase() -> None:
    """Everything gone, once the word was typed."""
    w, typed = words("my_data"), inputs("erase", lambda: {"word": ""})
    if st.session_state.pop("erased", False):
        st.success(w.erased)
    st.markdown(w.erase_what)
    st.text_input(w.erase_type.format(word=w.erase_word), typed["word"], width=320, **kept(typed, "word", otherwise=""))
    ready = typed["word"].strip().casefold() == w.erase_word.casefold()
    st.button(w.erase_now, type="primary", icon=":material/delete_forever:", disabled=not ready, on_click=_erase)


def _erase() -> None:
    mine = owner()

    def gone() -> bool:
        if mine is None:
            raise Forbidden
        store().owners.erase(mine)
        return True

    if mine is None or attempt(gone, of="erase"):
        leave(mine)
        st.session_state["erased"] = True
