"""The same panels as ``st.plotly_chart`` with selections: what ``latency.py`` compares the board with.

ONRECORD_OPEN='["file.txt"]' streamlit run benchmarks/native_page.py
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from components.document import DOCUMENTS, Document
from components.drawn import jsonable, view_of
from components.panel import panels
from components.reader import reading
from components.state import State, after


def clicked(key: str, document: Document) -> None:
    points = st.session_state[f"native-{key}"].selection.points
    if points and points[0].get("customdata"):
        # Streamlit hands the pairs over as {"0": field, "1": value}.
        atom = [list(pair.values()) for pair in points[0]["customdata"]]
        event = {"kind": "select", "panel": key, "atom": atom}
        st.session_state.state = after(st.session_state.state, event, document)


@st.fragment
def dashboard(document: Document) -> None:
    state = st.session_state.state
    st.session_state.answer = st.session_state.get("answer", 0) + 1
    charts, reader = st.columns([2, 1])
    with charts:
        for panel in panels().values():
            drawing = panel.draw(view_of(panel, document, state))
            st.text(drawing.takeaway)
            st.plotly_chart(
                jsonable(drawing.figure),
                key=f"native-{panel.key}",
                on_select=lambda key=panel.key: clicked(key, document),
                config={"displayModeBar": False},
            )
    with reader:
        for row in reading(document, state)["rows"]:
            if "parts" in row:
                st.text("".join(text for _, text in row["parts"]))
    st.text(f"answer {st.session_state.answer}")


def main() -> None:
    st.set_page_config(layout="wide")
    path = Path(json.loads(os.environ["ONRECORD_OPEN"])[0])
    st.session_state.setdefault("state", State())
    _token, document = DOCUMENTS.open(path.read_bytes(), path.name)
    dashboard(document)


main()
