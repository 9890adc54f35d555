"""On Record: who said how much, about what, and who referred to whom, in a transcript."""

from onrecord.formats import read

__version__ = "0.1.0"

__all__ = ["__version__", "read"]
