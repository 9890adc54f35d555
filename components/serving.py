"""The routes beside the page, and the headers on everything: no request leaves this host."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly
import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.board import FOLDER, PLOTLY_URL, URL

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

IMMUTABLE = "public, max-age=31536000, immutable"

# Streamlit imports a component's inline script as a blob; Plotly and Streamlit set style attributes; plotly.js compiles
# functions. What must not be possible is a request to another host, and none is allowed.


def _inline_scripts() -> str:
    """The hashes of the scripts that Streamlit's own page holds inline, as the policy spells them."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    return " ".join(f"'sha256-{digest}'" for digest in digests)


POLICY = (
    "default-src 'self'; "
    "img-src 'self' data: blob:; "
    f"script-src 'self' blob: 'unsafe-eval' 'wasm-unsafe-eval' {_inline_scripts()}; "
    "style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; "
    "connect-src 'self' ws: wss:; "
    "worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


@cache
def _plotly_js() -> bytes:
    """plotly.js as it lies in the plotly wheel, compressed once: 1.5 MB instead of 4.8."""
    path = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return gzip.compress(path.read_bytes(), 6)


def _serve_plotly(_request: Request) -> Response:
    headers = {"Content-Encoding": "gzip", "Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    return Response(_plotly_js(), media_type="text/javascript", headers=headers)


@cache
def _scripts() -> dict[str, Path]:
    return {path.name: path for path in FOLDER.glob("*.js")}


def _serve_board(request: Request) -> Response:
    path = _scripts().get(request.path_params["name"])
    if path is None:
        return PlainTextResponse("Not found", status_code=404)
    return FileResponse(path, media_type="text/javascript", headers={"Cache-Control": IMMUTABLE})


def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok")


def routes() -> list[BaseRoute]:
    """plotly.js, the board's modules under their version, and ``/healthz``."""
    return [
        Route(f"/{PLOTLY_URL}", _serve_plotly),
        Route(f"/{URL}/{{version}}/{{name}}", _serve_board),
        Route("/healthz", _healthz),
    ]


class Headers:
    """Puts ``HEADERS`` on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers)


def middleware() -> list[Any]:
    return [Middleware(Headers)]
