"""Where the dashboard listens, and what it says about it."""

import socket

import pytest

from onrecord import launch as module
from onrecord.errors import OnRecordError
from onrecord.launch import launch


@pytest.fixture
def started(monkeypatch):
    """The options Streamlit would have been started with."""
    runs = []
    monkeypatch.setenv(module.OPEN_VARIABLE, "")
    monkeypatch.setattr(module, "_run_streamlit", lambda options: runs.append(options) or 0)
    return runs


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_said(started, taken):
    """A port asked for and taken is not replaced by another in silence."""
    with pytest.raises(OnRecordError, match=f"Port {taken} is taken"):
        launch(port=taken, open_browser=False)
    assert started == []


def test_without_a_port_the_next_free_one_is_taken(started, taken, monkeypatch, capsys):
    monkeypatch.setattr(module, "FIRST_PORT", taken)
    launch(open_browser=False)
    port = next(option for option in started[0] if option.startswith("--server.port=")).split("=")[1]
    assert taken < int(port) < taken + module.PORTS_TRIED
    assert f"http://127.0.0.1:{port}" in capsys.readouterr().out


def test_only_this_machine_is_served_unless_told(started, capsys):
    """On loopback other host names are refused; elsewhere the person is told that there is no password."""
    launch(port=0, open_browser=False)
    assert "--server.allowedHosts=127.0.0.1" in started[0]
    assert capsys.readouterr().err == ""
    launch(port=0, address="0.0.0.0", open_browser=False)  # noqa: S104 what is tested
    assert "--server.allowedHosts=*" in started[1]
    out, err = capsys.readouterr()
    assert "http://localhost:" in out
    assert "no password" in err


@pytest.mark.parametrize("address", ["203.0.113.7", "no such host", "300.1.1.1"])
@pytest.mark.usefixtures("started")
def test_an_address_that_is_not_ours_is_said(address):
    with pytest.raises(OnRecordError, match="is not an address"):
        launch(port=0, address=address, open_browser=False)


def test_a_browser_is_opened_once_the_server_answers(monkeypatch):
    """The window opens on the served address, not before somebody listens there."""
    opened = []
    monkeypatch.setattr(module.webbrowser, "open", opened.append)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        server.listen()
        module._open_when_up("127.0.0.1", port, f"http://127.0.0.1:{port}")
    assert opened == [f"http://127.0.0.1:{port}"]


def test_no_window_without_a_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(module.sys, "platform", "linux")
    assert not module.has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert module.has_display()
