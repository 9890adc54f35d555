"""What the first person to open a transcript would otherwise wait for, done while the empty page is looked at."""

from __future__ import annotations

import gc
import threading
from functools import cache

from components.samples import samples
from components.state import State

PAUSE_SECONDS = 1.5
"""Time for the page itself to come up first: while this works, little else does."""


@cache
def warm_up() -> None:
    """Start, once and in the background, what makes the first upload slow: gazetteers, NLTK and much lazy importing."""
    timer = threading.Timer(PAUSE_SECONDS, _work)
    timer.daemon = True
    timer.start()


def _work() -> None:
    from components.document import analyse
    from components.message import message

    sample = next(iter(samples().values()))
    document = analyse(sample.read(), sample.file)
    for unit in ("words", "phrases"):
        message(document, State(options={("keywords", "unit"): unit}), ack=0, answer=0)
    # All this stays for good: the collector need not look through it again at every click.
    gc.freeze()
