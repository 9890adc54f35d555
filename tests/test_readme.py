"""The README is true: its example runs, and what it must name it names."""

import re

import pytest

from components.panel import panels
from onrecord.datafiles import app_root
from onrecord.stats import STATS

README = app_root().joinpath("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("title", [*(panel.title for panel in panels().values()), "Reader"])
def test_every_panel_is_explained(title):
    assert f"| **{title}** |" in README


@pytest.mark.parametrize("name", STATS)
def test_every_statistic_is_named(name):
    assert f"`{name}`" in README


def test_the_python_example_runs(monkeypatch, capsys):
    monkeypatch.chdir(app_root())
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(example, {})  # noqa: S102 our own example
    assert "SECRETARY HALVORSEN" in capsys.readouterr().out


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(((?!http)[^)#]+)\)", README))))
def test_every_link_leads_somewhere(path):
    assert app_root().joinpath(path).exists()
