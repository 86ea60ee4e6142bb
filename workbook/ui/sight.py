"""The last part of `/process`: how much of the process can be seen."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from workbook.content import book
from workbook.content.process import CHECKS, THINGS
from workbook.process import counted
from workbook.process import sight as score
from workbook.text import listed
from workbook.ui import drafts, prose
from workbook.ui.inputs import key
from workbook.ui.session import SIGHT, inputs, language, words

_LOOK = {"dark": st.error, "half": st.warning, "light": st.success}


def held() -> dict[str, Any]:
    """The checks that hold, by thing."""
    return inputs(SIGHT, lambda: {thing: [] for thing in THINGS})


@st.fragment
def sight() -> None:
    """Six things with three checks each; the score, and what to do first."""
    w, now, lang, things = words("process"), held(), language(), book().process.things
    st.markdown(w.black_hole_lead)
    checks = {thing: frozenset(now[thing]) for thing in THINGS}
    found = score(checks)
    with st.container(key="sight-verdict"):
        if any(checks.values()):
            said = getattr(w, f"light_{found.light}").format(score=found.score, of=found.of)
            _LOOK[found.light](f"**{said}**", icon=":material/visibility:")
        else:
            st.info(w.light_none)
    if found.first:
        thing, check = found.first
        one = things[THINGS.index(thing)]
        said = f"{escape(one.name[lang])} · {escape(one.first[check][lang])}"
        st.html(f'{prose.heading(w.first)}<div class="wb-ask">{said}</div>')
    else:
        st.markdown(w.all_seen)
    with st.container(key="sight"):
        for one in things:
            _checks(now, one.id, one.name[lang], one.meaning[lang])
    idle = [one.name[lang] for one in things if checks[one.id] and not counted(checks[one.id])]
    if idle:
        st.caption(w.not_counted.format(things=listed(idle, lang)))
    prose.statements(book().process.black_hole)
    drafts.keep()


def _checks(now: dict[str, Any], thing: str, name: str, meaning: str) -> None:
    w, lang = words("process"), language()
    # Streamlit keeps a choice by its label, so each language needs a widget of its own
    widget = f"{key(now, thing)}:{lang}"

    def changed() -> None:
        now[thing] = list(st.session_state[widget])

    st.pills(
        f"**{name}** · {meaning}",
        CHECKS,
        selection_mode="multi",
        default=now[thing],
        format_func=lambda check: getattr(w, f"check_{check}"),
        key=widget,
        on_change=changed,
    )
