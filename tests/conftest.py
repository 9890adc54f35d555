"""What holds for every test: nothing reaches out of this machine, and a slow machine is no failure."""

import ipaddress
import signal
import socket

import pytest
from hypothesis import settings

settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")

# A shell that starts the tests in the background has them, and every server they start, ignore Ctrl+C.
signal.signal(signal.SIGINT, signal.default_int_handler)

_connect = socket.socket.connect


def _connect_at_home(self, address):
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        host = address[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise AssertionError(f"the code under test tried to reach {host}")
    return _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def _own_data_folder(tmp_path_factory):
    """Nothing is kept in the folder of whoever runs the tests; servers that tests start inherit this one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_DATA", str(tmp_path_factory.mktemp("data") / "onrecord"))
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """A connection to another host fails the test that made it."""
    socket.socket.connect = _connect_at_home
    yield
    socket.socket.connect = _connect
