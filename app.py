"""What starts, and what it serves: the page, plotly.js, the board's scripts, a health check, protective headers.

``streamlit run app.py`` and ``onrecord serve`` start the same thing.
"""

import streamlit as st

from components.serving import middleware, routes

app = st.App("components/page.py", routes=routes(), middleware=middleware())
