"""Starts the dashboard: picks a port, says where it is, opens a browser, and hands this process to Streamlit.

Separate from ``cli`` because starting a server has nothing to do with reading files. Streamlit is run by its name, as
the command ``streamlit run`` would: the library itself never imports it.
"""

from __future__ import annotations

import importlib
import ipaddress
import json
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from onrecord.datafiles import app_root
from onrecord.errors import OnRecordError

FIRST_PORT = 8501
PORTS_TRIED = 100
LOOPBACK = "127.0.0.1"
OPEN_VARIABLE = "ONRECORD_OPEN"
"""Tells the page which files were named: a JSON list of absolute paths."""

_START_SECONDS = 60


def launch(
    files: Sequence[Path] = (), *, port: int | None = None, address: str = LOOPBACK, open_browser: bool = True
) -> int:
    """Serve the dashboard until it is stopped; returns the exit status.

    Without ``port`` the first free one from 8501 on is taken. Raises OnRecordError when the port is taken, may not be
    opened, or the address is not one of this machine's.
    """
    port = _free_port(address, port)
    url = f"http://{_shown_host(address)}:{port}"
    os.environ[OPEN_VARIABLE] = json.dumps([str(path.resolve()) for path in files])
    print(f"On Record is at {url} (Ctrl+C stops it).", flush=True)
    if not _is_loopback(address):
        print("It has no password: whoever reaches this address can read what is opened here.", file=sys.stderr)
    if open_browser and has_display():
        threading.Thread(target=_open_when_up, args=(address, port, url), daemon=True).start()
    return _run_streamlit(_options(port, address))


def has_display() -> bool:
    """Whether a browser window can be shown to somebody."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"))


def _options(port: int, address: str) -> list[str]:
    """Given on the command line, because a ``.streamlit/config.toml`` where the person stands would win over ours."""
    # Streamlit sees the host a page was asked by. On loopback any name but this machine's own is somebody's trick.
    hosts = ["localhost", LOOPBACK, "::1"] if _is_loopback(address) else ["*"]
    return [
        f"--server.port={port}",
        f"--server.address={address}",
        *(f"--server.allowedHosts={host}" for host in hosts),
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
        "--logger.hideWelcomeMessage=true",
    ]


def _run_streamlit(options: list[str]) -> int:
    """What ``streamlit run app.py`` does, in this process."""
    sys.argv = ["streamlit", "run", str(app_root() / "app.py"), *options]
    streamlit = importlib.import_module("streamlit.web.cli")
    click = importlib.import_module("click")
    try:
        streamlit.main(sys.argv[1:], prog_name="streamlit", standalone_mode=False)
    except (KeyboardInterrupt, click.exceptions.Abort):
        print("On Record has stopped.", flush=True)
    return 0


def _free_port(address: str, port: int | None) -> int:
    if port is not None:
        return _bound(address, port)
    for candidate in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        try:
            return _bound(address, candidate)
        except _PortTakenError:
            continue
    raise OnRecordError(
        f"The ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all taken; name one with --port."
    )


class _PortTakenError(OnRecordError):
    """Somebody else listens there."""


def _bound(address: str, port: int) -> int:
    """The port, once it is known that we may listen on it; 0 asks the system for any."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise OnRecordError(f"{address!r} is not an address; the usual one is {LOOPBACK}.", address=address) from error
    with socket.socket(family, kind, protocol) as probe:
        if sys.platform != "win32":
            # A port that was closed a moment ago is free for a server; on Windows the option would mean something else.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except PermissionError as error:
            raise OnRecordError(f"Port {port} may not be opened by this user; choose one above 1023.") from error
        except OSError as error:
            if _has_address(family, address):
                raise _PortTakenError(
                    f"Port {port} is taken; stop what listens there, or choose another with --port.", port=port
                ) from error
            raise OnRecordError(f"{address} is not an address of this machine.", address=address) from error
        return int(probe.getsockname()[1])


def _has_address(family: int, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _shown_host(address: str) -> str:
    """What to type into a browser on this machine."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.is_unspecified:
        return "localhost"
    return f"[{ip}]" if ip.version == 6 else str(ip)


def _open_when_up(address: str, port: int, url: str) -> None:
    host = "localhost" if _shown_host(address) == "localhost" else address
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            with socket.create_connection((host, port), timeout=1):
                break
        except OSError:
            time.sleep(0.1)
    webbrowser.open(url)
