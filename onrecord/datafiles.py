"""Where ``data/`` lies: beside the library in a clone, inside the package in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def app_root() -> Path:
    """The folder that holds ``app.py``, ``components/``, ``data/`` and ``.streamlit/``."""
    installed = _PACKAGE / "_app"
    return installed if installed.is_dir() else _PACKAGE.parent


def data_path(*parts: str) -> Path:
    """The path of a file below ``data/``. Raises FileNotFoundError, naming it, when the installation lacks it."""
    path = app_root().joinpath("data", *parts)
    if not path.exists():
        raise FileNotFoundError(f"The installation is incomplete: {path} is missing.")
    return path
