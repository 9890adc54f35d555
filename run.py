"""One command to start, one to test: sets up everything it needs in this folder, with the standard library only.

    python3 run.py                 open the dashboard
    python3 run.py test [ARGS…]    run every check and test; with ARGS, only pytest with those
    python3 run.py lock [ARGS…]    renew the lock files (ARGS such as --upgrade go to uv)
    python3 run.py ARGS…           the rest goes to the command `onrecord`: `python3 run.py parse FILE`

It needs Python 3.11 with pip, or uv. Nothing outside this folder changes, except when it runs as root on a Debian:
then it installs pip where there is none, and `test` a Chromium. What it has to say goes to standard error, so that
output can be piped on.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMP = VENV / "onrecord-stamp.json"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}

UV_VERSION = "0.13.9"
OLDEST_PYTHON = (3, 11)
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import contracts": ["-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"],
    "pytest": ["-m", "pytest", "-n", "auto", "-m", "not browser"],
    "pytest in a browser": ["-m", "pytest", "-n", "2", "-m", "browser"],
}
"""What `test` runs in the environment's Python, in this order: the last line on the screen is pytest's own."""


class SetupError(Exception):
    """What stops the set-up, with the line to type that mends it."""


def main(args: list[str]) -> int:
    """Set up, then do what `args` ask. Returns the exit status."""
    command = args[0] if args else "serve"
    try:
        if command == "lock":
            return write_locks(args[1:])
        set_up("test" if command == "test" else "run")
        if command == "test":
            return run_tests(args[1:], browser=install_browser())
    except SetupError as error:
        say(f"FAILURE: {error}")
        return 1
    return hand_over([str(PYTHON), "-P", "-m", "onrecord", *(args or ["serve"])])


def say(message: str) -> None:
    """Tell the person what happens, on standard error."""
    print(message, file=sys.stderr, flush=True)


# --- the environment ---------------------------------------------------------------------------------------------


def set_up(group: str) -> None:
    """Make `.venv` what the lock of `group` says; returns at once when it is so already."""
    stamp = read_stamp()
    wanted = {name: digest(lock) for name, lock in LOCKS.items()}
    if stamp.get(group) == wanted[group] and stamp.get("python") == environment_version():
        return
    uv = find_uv()
    if not stamp or stamp.get("python") != environment_version():
        make_environment(uv)
    say(f"Installing what {LOCKS[group].name} lists …")
    install(LOCKS[group], uv)
    link_project()
    # The lock for tests holds everything the other one does, at the same versions, so it serves both.
    done = wanted if group == "test" else {"run": wanted["run"]}
    STAMP.write_text(json.dumps({"python": environment_version(), **done}), encoding="utf-8")


def read_stamp() -> dict[str, str]:
    """What was installed last: version of Python, and the digest of each lock that was installed in full."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def digest(lock: Path) -> str:
    """Fingerprint of a lock file."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def environment_version() -> str:
    """Version of the environment's Python ("3.11"), empty when there is none that starts.

    Asked each time: an upgrade of the system's Python leaves an environment that looks whole and imports nothing.
    """
    try:
        answer = subprocess.run(
            [PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip()


def find_uv() -> list[str] | None:
    """The command that runs uv: on the path, as a module, in `.tools`, or put there by pip; None without any."""
    here = str(TOOLS / "bin" / ("uv.exe" if WINDOWS else "uv"))
    for command in (["uv"], [sys.executable, "-m", "uv"], [here]):
        if works([*command, "--version"]):
            return command
    if not works([sys.executable, "-m", "pip", "--version"]) and can_apt():
        apt_install("python3-pip")
    say(f"Fetching uv {UV_VERSION} into {TOOLS.name} …")
    fetch = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--upgrade",
        "--target",
        str(TOOLS),
        f"uv=={UV_VERSION}",
    ]
    return [here] if works(fetch) and works([here, "--version"]) else None


def make_environment(uv: list[str] | None) -> None:
    """Make an empty `.venv`, with this Python or, where it is too old, one that uv finds or fetches."""
    say("Making the environment .venv …")
    if VENV.exists():
        shutil.rmtree(VENV)
    new_enough = sys.version_info >= OLDEST_PYTHON
    oldest = ".".join(map(str, OLDEST_PYTHON))
    if uv and works([*uv, "venv", "--quiet", "--python", sys.executable if new_enough else f">={oldest}", str(VENV)]):
        return
    if not new_enough:
        raise SetupError(
            f"this is Python {sys.version.split()[0]}; On Record needs {oldest} or newer, or uv to fetch one."
        )
    # Debian keeps `ensurepip` in another package, but `venv` itself works without it.
    if not works([sys.executable, "-m", "venv", "--without-pip", str(VENV)]):
        raise SetupError(f"this Python cannot make an environment. {advice('python3-venv')}")


def install(lock: Path, uv: list[str] | None) -> None:
    """Install a lock into `.venv`, by uv or else by pip; every file must have the hash that the lock names."""
    wanted = ["--require-hashes", "-r", str(lock)]
    if uv and works([*uv, "pip", "install", "--quiet", "--python", str(PYTHON), *wanted]):
        return
    # A mirror set up for pip alone is a mirror that uv knows nothing of, so pip has a go even where uv was found.
    for pip in ([sys.executable, "-m", "pip", "--python", str(PYTHON)], [str(PYTHON), "-m", "pip"]):
        if works([*pip, "--version"], quiet=True):
            if works([*pip, "install", "--quiet", *wanted]):
                return
            raise SetupError("the packages could not be installed; the reason stands above. Is there a network?")
    raise SetupError(f"neither uv nor pip is to be had. {advice('python3-pip')}")


def link_project() -> None:
    """Make this folder importable in `.venv` and add the command `onrecord`: no build, so no build tools fetched."""
    folder = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(folder) / "onrecord.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if WINDOWS:
        (BIN / "onrecord.cmd").write_text('@"%~dp0python.exe" -P -m onrecord %*\n', encoding="utf-8")
    else:
        script = BIN / "onrecord"
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -P -m onrecord "$@"\n', encoding="utf-8")
        script.chmod(0o755)


# --- the checks --------------------------------------------------------------------------------------------------


def run_tests(args: list[str], *, browser: Path) -> int:
    """Run every check to its end, whatever the others say; 0 only when all of them passed."""
    checks = {"pytest": ["-m", "pytest", *args]} if args else CHECKS
    environment = {**os.environ, "ONRECORD_BROWSER": str(browser), "PYTHONUTF8": "1"}
    failed = []
    for name, command in checks.items():
        print(f"\n== {name}", flush=True)
        if subprocess.run([PYTHON, *command], cwd=ROOT, env=environment, check=False).returncode:
            failed.append(name)
    if failed:
        say(f"FAILED: {', '.join(failed)}")
    return 1 if failed else 0


def install_browser() -> Path:
    """The Chromium that the tests drive: found, or installed the way the system allows; SetupError without one."""
    module = importlib.util.spec_from_file_location("browser", ROOT / "onrecord" / "browser.py")
    if module is None or module.loader is None:
        raise SetupError("onrecord/browser.py is missing.")
    browser = importlib.util.module_from_spec(module)
    module.loader.exec_module(browser)
    try:
        found = browser.find_browser()
    except FileNotFoundError as error:
        raise SetupError(str(error)) from error
    if found is None and can_apt():
        apt_install("chromium")
        found = browser.find_browser()
    if found is None:
        say("Fetching a Chromium with Playwright …")
        system_libraries = ["--with-deps"] if can_apt() else []
        works([str(PYTHON), "-m", "playwright", "install", *system_libraries, "chromium"])
        found = browser.find_browser()
    if found is None:
        raise SetupError(
            f"the tests need a Chromium and none could be found or installed. {advice('chromium')} Or name one: "
            f"{browser.VARIABLE}=/path/to/chrome python3 run.py test"
        )
    return Path(found)


# --- small helps -------------------------------------------------------------------------------------------------


def works(command: list[str], *, quiet: bool = False) -> bool:
    """Whether a command ends well. What it prints goes to standard error, or nowhere when it asks for a version."""
    silent = quiet or command[-1] == "--version"
    # pip's remarks on itself would only puzzle somebody who never asked for pip.
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        status = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if silent else sys.stderr,
            stderr=subprocess.DEVNULL if silent else None,
            check=False,
        )
    except OSError:
        return False
    return status.returncode == 0


def can_apt() -> bool:
    """Whether this is root on a Debian or one of its children."""
    return not WINDOWS and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str) -> bool:
    """Install a package of the distribution, without asking questions."""
    say(f"Installing the distribution's {package} …")
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    works([*apt, "update"])
    return works([*apt, "install", "--no-install-recommends", package])


def advice(package: str) -> str:
    """The one line to type on this system."""
    if shutil.which("apt-get"):
        return f"Type: sudo apt-get install -y {package}"
    return (
        "Install Chromium or Google Chrome."
        if package == "chromium"
        else "Install Python 3.11 or newer from python.org."
    )


def hand_over(command: list[str]) -> int:
    """Become another program, so that signals and its exit status are its own; Windows can only start it and wait."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if not WINDOWS:
        os.execve(command[0], command, environment)  # noqa: S606 no shell is wanted
    return subprocess.run(command, env=environment, check=False).returncode


def write_locks(args: list[str]) -> int:
    """Write both lock files anew: every version for every system, with hashes, naming no host and no folder."""
    uv = find_uv()
    if uv is None:
        raise SetupError(f"the locks are written by uv, which could not be had. {advice('python3-pip')}")
    groups = {"run": [], "test": ["--group", "test", "--constraint", LOCKS["run"].name]}
    for group, options in groups.items():
        command = [*uv, "pip", "compile", "--quiet", "pyproject.toml", "--universal", "--generate-hashes"]
        command += ["--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11"]
        command += ["--custom-compile-command", "python3 run.py lock", "--output-file", LOCKS[group].name]
        if not works([*command, *options, *args]):
            return 1
        say(f"Wrote {LOCKS[group].name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
