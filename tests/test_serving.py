"""Beside the page stand plotly.js, the board's modules and a health check; every answer carries the policy."""

import asyncio
import base64
import gzip
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import plotly
import pytest
import streamlit
from starlette.applications import Starlette

from components.board import FOLDER, PLOTLY_URL, URL, version
from components.serving import HEADERS, POLICY, middleware, routes

SERVER = Starlette(routes=routes(), middleware=middleware())


def answer(path):
    """(status, headers, body) of a GET."""
    sent = []
    requests = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive():
        return next(requests, None) or await asyncio.Event().wait()  # who asked stays connected

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": [],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2),
    }  # fmt: skip
    # In a thread of its own: where the browser tests have run before, this one has a running loop.
    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, SERVER(scope, receive, send)).result()
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return sent[0]["status"], {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}, body


def test_plotly_is_the_one_of_the_wheel_compressed():
    status, headers, body = answer(f"/{PLOTLY_URL}")
    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert headers["content-encoding"] == "gzip"
    wheel = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    assert gzip.decompress(body) == wheel.read_bytes()
    assert len(body) < 2_000_000


def test_what_may_be_kept_for_ever_bears_its_version():
    """Else an upgrade would be drawn by the script of the year before."""
    _, headers, _ = answer(f"/{PLOTLY_URL}")
    assert "immutable" in headers["cache-control"]
    assert plotly.__version__ in PLOTLY_URL
    _, headers, _ = answer(f"/{URL}/{version()}/index.js")
    assert "immutable" in headers["cache-control"]


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.js")))
def test_every_module_of_the_board_is_served_and_finds_what_it_imports(name):
    status, headers, body = answer(f"/{URL}/{version()}/{name}")
    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert body == (FOLDER / name).read_bytes()
    for wanted in re.findall(r'from "\./([^"]+)"', body.decode()):
        assert (FOLDER / wanted).is_file()
    assert not re.search(r"""(?:from|import)\s*\(?["']https?:""", body.decode())


@pytest.mark.parametrize(
    "name", ["__init__.py", "board.css", "nothing.js", "../panel.py", "..%2fpanel.py", "%2e%2e/panel.py", ""]
)
def test_nothing_else_of_the_folder_is_served(name):
    assert answer(f"/{URL}/{version()}/{name}")[0] == 404


def test_the_version_changes_with_the_boards_files(tmp_path, monkeypatch):
    (tmp_path / "a.js").write_text("1")
    (tmp_path / "b.css").write_text("1")
    monkeypatch.setattr("components.board.FOLDER", tmp_path)
    seen = {version.__wrapped__()}
    for name in ("a.js", "b.css"):
        (tmp_path / name).write_text("2")
        seen.add(version.__wrapped__())
    assert len(seen) == 3


def test_it_says_that_it_is_well():
    status, _, body = answer("/healthz")
    assert (status, body) == (200, b"ok")


@pytest.mark.parametrize("path", ["/healthz", f"/{PLOTLY_URL}", f"/{URL}/x/nothing.js", "/nowhere"])
def test_every_answer_carries_the_headers(path):
    _, headers, _ = answer(path)
    for name, value in HEADERS:
        assert headers[name.decode()] == value.decode()


def test_the_policy_lets_no_request_leave_this_host():
    """Every source is this host itself, or made by the page; none is a host, a scheme of the web, or everything."""
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'self'"
    for name, sources in rules.items():
        for source in sources.split():
            is_socket = name == "connect-src" and source in {"ws:", "wss:"}
            made_here = source in {"'self'", "'none'", "data:", "blob:"}
            said_how = source.startswith(("'sha256-", "'unsafe-eval", "'wasm-unsafe-eval", "'unsafe-inline"))
            assert is_socket or made_here or said_how, (name, source)
    assert "'unsafe-inline'" not in rules["script-src"]


def test_streamlits_own_inline_scripts_are_allowed_by_their_hash():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in POLICY
