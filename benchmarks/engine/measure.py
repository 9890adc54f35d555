"""Times and memory of one process: it builds something of a corpus once and asks it questions, each with a limit.

``worker`` prints a line of JSON for each as soon as it is known, so that what was measured before a limit is kept.
Linux only: memory is read from /proc, questions are asked in forks of the process that built.
"""

import gc
import json
import os
import resource
import signal
import statistics
import time
from contextlib import redirect_stdout, suppress
from ctypes import CDLL
from pathlib import Path

ENOUGH, CALLS = 5.0, 5  # seconds and calls of one question after the first
MEMORY_GB = 16


def worker(corpus, limit, skip, build, questions, *, apart):
    """Builds, then asks; ``apart`` asks each question in a fork, which a limit can end without ending the rest."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_GB << 30, MEMORY_GB << 30))
    given = json.loads(Path(corpus).read_text(encoding="utf-8"))
    prepare = getattr(build, "prepared", lambda corpus: corpus)
    prepared = prepare(given)
    rehearse(build, prepare(beginning(given)), questions)
    del given
    before = held()
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")  # the peak counts from here
    signal.alarm(limit)  # ends the process
    start = time.perf_counter()
    built = build(prepared)
    tell("build", first=time.perf_counter() - start, peak=memory("VmHWM") - before)
    signal.alarm(0)
    for name, question in questions.items():
        if name not in skip:
            in_a_fork(name, question, built, limit) if apart else asked(name, question, built, limit)
    if not apart:
        tell("memory", held=held() - before, peak=memory("VmHWM") - before, facts=build.facts(built))


def beginning(given):
    """A few turns of the selection and of the rest."""
    chosen = set(given["chosen"])
    turns, texts = given.get("turns", []), given.get("texts", [])
    inside, rest = ([turn for turn in turns if (turn[0] in chosen) == asked][:50] for asked in (True, False))
    spoken = (text for text in texts if any(f"{name}:" in text for name in chosen))
    return {**given, "turns": inside + rest, "texts": [next(spoken, "")[:100_000]]}


def rehearse(build, prepared, questions):
    """Everything once on a few turns, so that no clock counts an import or a pattern that is compiled."""
    with suppress(Exception), redirect_stdout(None):
        built = build(prepared)
        for question in questions.values():
            with suppress(Exception):  # too few turns for some statistics
                question(built)


def asked(name, question, built, limit):
    """Tells how long a question takes the first time and later."""
    signal.alarm(limit)
    try:
        first = seconds(question, built)
    except MemoryError:
        tell(name, first=None)
        return
    signal.alarm(0)
    later = []
    while not later or (len(later) < CALLS and sum(later) + first < ENOUGH):
        later.append(seconds(question, built))
    tell(name, first=first, again=statistics.median(later) if later else first)


def in_a_fork(name, question, built, limit):
    child = os.fork()
    if not child:
        try:
            asked(name, question, built, limit)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        tell(name, first=None)


def seconds(question, built):
    start = time.perf_counter()
    answer = question(built)
    taken = time.perf_counter() - start
    if not len(answer):
        raise ValueError("a question with an empty answer measures nothing")
    return taken


def tell(row, **figures):
    print(json.dumps({"row": row, **figures}), flush=True)


def held():
    """MB of the process after all that can be given back was."""
    gc.collect()
    CDLL(None).malloc_trim(0)
    return memory("VmRSS")


def memory(entry):
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split(f"{entry}:")[1].split()[0]) / 1024
