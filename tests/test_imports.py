"""The rooms of the house: who may import whom, and what a bare import must not load."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"]
HEAVY = ("streamlit", "plotly", "nltk", "babel", "simplemma")


def lint(folder: Path) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [*LINT, "--no-logo"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_imports_point_downwards():
    """The contracts of pyproject.toml hold, and every module of the library has its floor in them."""
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("module", "line", "says"),
    [
        ("errors.py", "import streamlit", "onrecord.errors -> streamlit"),
        ("model.py", "from onrecord import table", "onrecord.model -> onrecord.table"),
        ("stats/share.py", "import components.panel", "onrecord.stats.share -> components.panel"),
        ("new_room.py", "", "onrecord.new_room"),
    ],
)
def test_a_wrong_import_is_caught(tmp_path, module, line, says):
    """The contracts are no decoration: an import planted in a copy breaks them, as does a module without a floor."""
    for name in ("onrecord", "components"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "onrecord" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    answer = lint(tmp_path)
    assert answer.returncode == 1
    assert says in answer.stdout


@pytest.mark.parametrize("module", ["onrecord", "onrecord.cli", "onrecord.table", "onrecord.stats"])
def test_a_bare_import_loads_nothing_heavy(module):
    """Neither the page's libraries nor NLTK and Babel are loaded before somebody needs them."""
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}} & set({HEAVY})))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""
