"""What is published is what was tested: the wheel, installed into an empty environment, opens the same dashboard."""

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this tree. Built by hatchling as it is installed here: nothing is fetched."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with the wheel and nothing else; its dependencies are lent by the environment of the tests."""
    place = tmp_path_factory.mktemp("empty") / "env"
    venv.create(place, with_pip=False)
    python = place / SCRIPTS / Path(sys.executable).name
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    install = ["install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    if uv := run.find_uv():
        command = [*uv, "pip", *install, "--python", str(python)]
    else:
        command = [sys._base_executable, "-m", "pip", "--python", str(python), *install]
    subprocess.run(command, check=True)
    return place


@pytest.fixture(scope="module")
def lent(installed):
    """The same, once it can import what On Record depends on."""
    (site_packages(installed) / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return installed


def site_packages(place: Path) -> Path:
    return Path(sysconfig.get_path("purelib", vars={"base": str(place)}))


def test_only_one_name_is_installed(installed):
    """Site-packages gains the package and its metadata and no other name."""
    names = {path.name for path in site_packages(installed).iterdir()}
    others = {name for name in names if name != "onrecord" and not name.startswith("onrecord-")}
    assert others - {"__pycache__", "_virtualenv.py", "_virtualenv.pth", "distutils-precedence.pth"} == set()


def test_the_app_travels_inside(wheel):
    """The page, its data, its settings and the licence are in the wheel; tests and compiled files are not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for inside in ("app.py", "components/page.py", "data/topics/en.toml", ".streamlit/config.toml"):
        assert f"onrecord/_app/{inside}" in names
    for folder in ("components", "data"):
        here = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert {f"onrecord/_app/{name}" for name in here} <= names
    assert "onrecord/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.endswith(".pyc") or "test" in Path(name).parts for name in names)


def test_the_installed_command_reads(lent, tmp_path):
    """`onrecord parse` works from another folder, with the installed package and not the tree's."""
    sample = ROOT / "data" / "samples" / "bilateral-remarks.txt"
    command = [lent / SCRIPTS / "onrecord", "parse", sample]
    answer = subprocess.run(command, cwd=tmp_path, env=clean(), capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout.splitlines()[0])["transcript"] == sample.name
    where = [lent / SCRIPTS / Path(sys.executable).name, "-c", "import onrecord; print(onrecord.__file__)"]
    answer = subprocess.run(where, cwd=tmp_path, env=clean(), capture_output=True, text=True, check=True)
    assert Path(answer.stdout.strip()).is_relative_to(site_packages(lent))


def test_the_installed_dashboard_is_healthy(lent, tmp_path):
    """`onrecord serve` from another folder answers both health checks and serves its page, with our headers on it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [lent / SCRIPTS / "onrecord", "serve", "--port", str(port), "--no-browser"]
    log = tmp_path / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=tmp_path, env=clean(), stdout=output, stderr=subprocess.STDOUT)
    try:
        assert answered(server, f"http://127.0.0.1:{port}/_stcore/health", log) == "ok"
        assert answered(server, f"http://127.0.0.1:{port}/healthz", log) == "ok"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert page.status == 200
            assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        if os.name == "posix":
            server.send_signal(signal.SIGINT)  # Ctrl+C is how it is meant to be stopped: no traceback, no failure
            assert server.wait(30) == 0
            assert log.read_text(encoding="utf-8").endswith("On Record has stopped.\n")
    finally:
        server.kill()
        server.wait(30)
    assert f"http://127.0.0.1:{port}" in log.read_text(encoding="utf-8")


def clean() -> dict[str, str]:
    """This process's environment without what would lead an installed program back to the tree."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}


def answered(server: subprocess.Popen, url: str, log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 our own server
                return answer.read().decode()
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"no answer from {url}: {log.read_text(encoding='utf-8')}") from None
            time.sleep(0.1)
