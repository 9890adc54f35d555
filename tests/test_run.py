"""run.py sets up once, runs every check to its end, and says what to type where it cannot go on."""

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py as a module, its folder an empty one, with locks and no way to install anything by accident."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    locks = {group: tmp_path / lock.name for group, lock in module.LOCKS.items()}
    for group, lock in locks.items():
        lock.write_text(f"{group}==1\n")
    for name, value in {
        "VENV": venv, "TOOLS": tmp_path / ".tools", "STAMP": venv / "stamp.json", "BIN": venv / "bin",
        "PYTHON": venv / "bin" / "python", "LOCKS": locks,
    }.items():  # fmt: skip
        monkeypatch.setattr(module, name, value)
    return module


@pytest.fixture
def installs(run, monkeypatch):
    """Makes believe that environments can be made and filled; lists what was done."""
    done = []

    def make(_uv):
        run.VENV.mkdir()
        done.append("made")

    monkeypatch.setattr(run, "find_uv", lambda: ["uv"])
    monkeypatch.setattr(run, "make_environment", make)
    monkeypatch.setattr(run, "environment_version", lambda: "3.11" if run.VENV.exists() else "")
    monkeypatch.setattr(run, "install", lambda lock, _uv: done.append(lock.name))
    monkeypatch.setattr(run, "link_project", lambda: done.append("linked"))
    return done


def test_only_the_standard_library_is_imported():
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {alias.name.partition(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    assert froms | plain <= sys.stdlib_module_names


def test_the_second_start_sets_nothing_up(run, installs):
    """Once the lock is installed nothing is looked for, made or installed."""
    run.set_up("run")
    assert installs == ["made", "requirements.lock", "linked"]
    run.find_uv = None  # a second set-up would stumble over this
    run.set_up("run")
    assert len(installs) == 3


def test_the_lock_for_tests_serves_both(run, installs):
    """After the tests' set-up the dashboard needs none; after the dashboard's the tests' does."""
    run.set_up("test")
    run.set_up("run")
    assert installs == ["made", "requirements-test.lock", "linked"]
    run.STAMP.unlink()
    run.VENV.rmdir()
    installs.clear()
    run.set_up("run")
    run.set_up("test")
    assert installs == ["made", "requirements.lock", "linked", "requirements-test.lock", "linked"]


def test_a_changed_lock_is_installed(run, installs):
    """A new lock is installed into the environment there is."""
    run.set_up("run")
    run.LOCKS["run"].write_text("other==2\n")
    run.set_up("run")
    assert installs == ["made", "requirements.lock", "linked", "requirements.lock", "linked"]


def test_an_upgraded_python_gets_a_new_environment(run, installs, monkeypatch):
    """An environment whose Python is another version than at the set-up is made anew."""
    run.set_up("run")
    run.STAMP.write_text(json.dumps({**json.loads(run.STAMP.read_text()), "python": "3.10"}))
    monkeypatch.setattr(run, "make_environment", lambda _uv: installs.append("made"))
    run.set_up("run")
    assert installs[3:] == ["made", "requirements.lock", "linked"]


def test_an_interrupted_set_up_is_repeated(run, installs, monkeypatch):
    """The stamp is written last, so a set-up that broke off does not count."""

    def fail(_lock, _uv):
        raise run.SetupError("no network")

    monkeypatch.setattr(run, "install", fail)
    with pytest.raises(run.SetupError):
        run.set_up("run")
    assert run.read_stamp() == {}
    assert installs == ["made"]


def test_no_way_to_install_is_a_failure_with_a_line_to_type(run, monkeypatch, capsys):
    """Without uv, pip and venv the status is not 0 and the message says what to do."""
    monkeypatch.setattr(run, "works", lambda *_command, **_options: False)
    monkeypatch.setattr(run, "can_apt", lambda: False)
    monkeypatch.setattr(run.shutil, "which", lambda _name: "/usr/bin/apt-get")
    assert run.main(["parse", "x"]) == 1
    assert "FAILURE" in (err := capsys.readouterr().err)
    assert "sudo apt-get install -y python3-venv" in err


def test_no_browser_is_a_failure_and_no_skip(run, monkeypatch):
    """Every way to a Chromium is tried; then the set-up fails with the line to type."""
    tried = []
    monkeypatch.setenv("ONRECORD_BROWSER", "")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(run.VENV))
    monkeypatch.setattr(run, "ROOT", ROOT)
    monkeypatch.setattr(run, "can_apt", lambda: True)
    monkeypatch.setattr(run, "works", lambda command, **_options: tried.append(command) or False)
    monkeypatch.setattr(run.importlib.util, "module_from_spec", lambda _spec: _NoBrowser)
    monkeypatch.setattr(run.importlib.util, "spec_from_file_location", lambda *_place: _Spec())
    with pytest.raises(run.SetupError, match="ONRECORD_BROWSER="):
        run.install_browser()
    assert ["apt-get" in command for command in tried] == [True, True, False]
    assert tried[-1][1:] == ["-m", "playwright", "install", "--with-deps", "chromium"]


class _Spec:
    class loader:  # noqa: N801 the name importlib uses
        @staticmethod
        def exec_module(_module):
            pass


class _NoBrowser:
    VARIABLE = "ONRECORD_BROWSER"

    @staticmethod
    def find_browser():
        return None


def test_every_check_runs_though_the_first_fails(run, monkeypatch, capsys):
    """All checks run, pytest last, and one that failed makes the status 1."""
    ran = []

    def started(command, **_options):
        ran.append(command[2:])
        return subprocess.CompletedProcess(command, returncode=1 if command[2] == "ruff" else 0)

    monkeypatch.setattr(run.subprocess, "run", started)
    assert run.run_tests([], browser=Path("chromium")) == 1
    assert len(ran) == len(run.CHECKS)
    assert [command[0] for command in ran[-2:]] == ["pytest", "pytest"]
    assert ran[-1][-1] == "browser"
    out, err = capsys.readouterr()
    assert "== mypy" in out
    assert "FAILED: ruff check, ruff format" in err
    assert run.run_tests(["tests/test_cli.py"], browser=Path("chromium")) == 0
    assert len(ran) == len(run.CHECKS) + 1


@pytest.mark.parametrize(
    ("arguments", "handed"), [([], ["serve"]), (["parse", "a b.txt"], ["parse", "a b.txt"]), (["x.txt"], ["x.txt"])]
)
def test_the_rest_goes_to_onrecord(run, monkeypatch, arguments, handed):
    commands = []
    monkeypatch.setattr(run, "set_up", commands.append)
    monkeypatch.setattr(run, "hand_over", lambda command: commands.append(command) or 0)
    assert run.main(arguments) == 0
    assert commands == ["run", [str(run.PYTHON), "-P", "-m", "onrecord", *handed]]


# --- the locks ---------------------------------------------------------------------------------------------------

PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for package, version in PIN.findall((ROOT / name).read_text(encoding="utf-8")):
        found.setdefault(package, set()).add(version)
    return found


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_names_versions_and_hashes_and_no_place(name):
    """Every requirement is pinned and hashed; no host, index or folder is named."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text.split("\n", 2)[2])
    assert blocks
    assert all(re.match(r"[a-z0-9-]+==\S", block) and "--hash=sha256:" in block for block in blocks)
    assert not re.search(r"://|--index|--find-links|--extra|file:|(?<![\w.])/\w", text)


def test_both_locks_agree():
    """The lock for tests holds all of the other at the same versions, so that what is tested is what runs."""
    everything = pins("requirements-test.lock")
    assert {name: everything.get(name) for name in pins("requirements.lock")} == pins("requirements.lock")


def test_the_locks_cover_what_pyproject_asks_for():
    """A dependency added to pyproject.toml without `python3 run.py lock` is noticed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    def names(requirements):
        return {re.split(r"[<>=!~ \[;]", requirement)[0].lower() for requirement in requirements}

    assert names(project["project"]["dependencies"]) <= set(pins("requirements.lock"))
    assert names(project["dependency-groups"]["test"]) <= set(pins("requirements-test.lock"))
