"""How fast a file of each kind is read, with what memory, and how fast the library and the page start.

    python benchmarks/formats.py [FOLDER] [--only WORDS]

The files are written here from our own samples: the same turns as captions, JSON, a table, a page, XML, documents.
FOLDER holds real transcripts, of which those of 50 kB and more are read too: nothing here writes a PDF. Times are CPU
milliseconds, median of five after a small file of the same kind; memory is the peak of what Python allocates in a sixth
reading. ``--only`` picks rows by a part of their names.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
import zipfile
from html import escape
from itertools import count, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import onrecord
from benchmarks.texts import briefing
from onrecord.errors import ReadError

ROUNDS = 5
LEAST_BYTES = 50_000
STARTS = {
    "start: import onrecord": "import onrecord",
    "start: import, read three lines": "import onrecord; onrecord.read(b'A: Hi.\\n\\nB: Yes?\\n\\nA: No.\\n')",
    "start: the page's imports": "import components.page",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--only", default="")
    given = options.parse_args()
    print("| file | read as | kB | turns | ms | MB/s | memory, × the file |\n|---|---|---|---|---|---|---|")
    for name, code in STARTS.items():
        if given.only in name:
            print(f"| {name} | | | | {started(code):.0f} | | |", flush=True)
    for name in WRITERS:
        if given.only in name:
            print_row(name, *written(name))
    for path in sorted(p for p in given.folder.rglob("*") if p.is_file()) if given.folder else ():
        if given.only in path.name and path.stat().st_size >= LEAST_BYTES:
            print_row(path.name, path.read_bytes(), path.read_bytes())


def started(code: str) -> float:
    """CPU milliseconds from a fresh interpreter to the end of ``code``, median of five after one."""
    timed = f"import time; start = time.process_time(); {code}; print((time.process_time() - start) * 1000)"
    command = [sys.executable, "-c", timed]
    root = Path(__file__).resolve().parents[1]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    runs = [
        float(subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout)
        for _ in range(ROUNDS + 1)
    ]
    return statistics.median(runs[1:])


def print_row(name: str, small: bytes, data: bytes) -> None:
    runs = []
    try:
        onrecord.read(small, "warm-up")
        transcript = onrecord.read(data, "measured")
        for _ in range(ROUNDS):
            start = time.process_time()
            onrecord.read(data, "measured")
            runs.append(time.process_time() - start)
    except ReadError:
        return
    tracemalloc.start()
    onrecord.read(data, "measured")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    seconds, megabytes = statistics.median(runs), len(data) / 1e6
    print(
        f"| {name} | {transcript.format} | {megabytes * 1e3:,.0f} | {len(transcript.turns):,} | {seconds * 1e3:.0f} |"
        f" {megabytes / seconds:.1f} | {peak / len(data):.1f} |",
        flush=True,
    )


# --- the files ---------------------------------------------------------------------------------------------------


def written(name: str) -> tuple[bytes, bytes]:
    """A small file of the kind, and one to be measured."""
    n, write = WRITERS[name]
    turns = [tuple(turn.split(": ", 1)) for turn in briefing(220_000).strip().split("\n\n")]
    # What only repeats would be read as a copy.
    turns = [(who, f"{said} This was number {number}.") for number, (who, said) in enumerate(turns)]
    return write(turns, min(n, 50)), write(turns, n)


def turns_of_lines(turns, n):
    return "".join(f"{who}: {said}\n\n" for who, said in turns[:n]).encode()


def pieces(turns, n, n_words):
    """The first ``n`` pieces of so many words, each with its speaker and number."""
    cut = (
        (who, " ".join(words[at : at + n_words]))
        for who, said in turns
        for words in [said.split()]
        for at in range(0, len(words), n_words)
    )
    return list(zip(count(), islice(cut, n), strict=False))


def captions(form, mark=".", head="WEBVTT\n\n"):
    def write(turns, n):
        cues = (
            f"{at + 1}\n{clock(3 * at, mark)} --> {clock(3 * at + 2, mark)}\n{form.format(who=who, said=said)}\n\n"
            for at, (who, said) in pieces(turns, n, 9)
        )
        return (head + "".join(cues)).encode()

    return write


def clock(seconds, mark):
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}000"


def json_words(turns, n):
    words = [
        {"word": said.lower(), "punctuated_word": said, "start": at / 3, "end": at / 3 + 0.3, "confidence": 0.97,
         "speaker": sum(map(ord, who)) % 7}
        for at, (who, said) in pieces(turns, n, 1)
    ]  # fmt: skip
    return json.dumps({"results": {"channels": [{"alternatives": [{"transcript": "", "words": words}]}]}}).encode()


def json_turns(turns, n):
    return json.dumps([{"speaker": who, "text": said} for who, said in turns[:n]]).encode()


def json_tiny_turns(turns, n):
    return json.dumps([{"speaker": who, "text": said} for _, (who, said) in pieces(turns, n, 3)]).encode()


def table(turns, n):
    file = io.StringIO()
    csv.writer(file).writerows([("speaker", "text"), *turns[:n]])
    return file.getvalue().encode()


def page(turns, n):
    body = "\n".join(f'<p class="turn"><b>{escape(who)}:</b> {escape(said)}</p>' for who, said in turns[:n])
    return f"<!DOCTYPE html><html><head><title>Briefing</title></head><body>{body}</body></html>".encode()


def tei(turns, n):
    body = "".join(f'<u who="#{who.replace(" ", "")}"><seg>{escape(said)}</seg></u>\n' for who, said in turns[:n])
    space = 'xmlns="http://www.tei-c.org/ns/1.0"'
    return f'<?xml version="1.0"?><TEI {space}><teiHeader/><text><body><div>{body}</div></body></text></TEI>'.encode()


def docx(turns, n):
    body = "".join(
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{escape(who)}:</w:t></w:r><w:r><w:t> {escape(said)}</w:t></w:r></w:p>"
        for who, said in turns[:n]
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:  # not deflated: so that sizes can be compared
        archive.writestr("[Content_Types].xml", "<Types>wordprocessingml.document.main+xml</Types>")
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return file.getvalue()


def rtf(turns, n):
    body = "".join(f"{{\\b {who}:}} {''.join(map(rtf_character, said))}\\par\n" for who, said in turns[:n])
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times;}}}}\n{body}}}".encode("ascii")


def rtf_character(character):
    return character if character.isascii() else f"\\u{ord(character)}?"


WRITERS = {
    "plain text": (3_000, turns_of_lines),
    "WebVTT, 1,000 cues, voice tags": (1_000, captions("<v {who}>{said}</v>")),
    "WebVTT, 1,000 cues, “Name: text”": (1_000, captions("{who}: {said}")),
    "WebVTT, 1,000 cues, no names": (1_000, captions("{said}")),
    "SRT, 1,000 cues, “Name: text”": (1_000, captions("{who}: {said}", ",", "")),
    "SRT, 1,000 cues, no names": (1_000, captions("{said}", ",", "")),
    "JSON, words with times": (8_000, json_words),
    "JSON, turns": (2_700, json_turns),
    "JSON, 20,000 turns of three words": (20_000, json_tiny_turns),
    "CSV, a row a turn": (2_800, table),
    "HTML, names in bold": (2_600, page),
    "TEI, an utterance a turn": (2_700, tei),
    "DOCX, names in bold": (2_300, docx),
    "RTF, names in bold": (2_700, rtf),
}
"""How many turns, cues or words, and what writes them."""


if __name__ == "__main__":
    main()
