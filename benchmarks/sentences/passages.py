"""The passages of speech that were labelled: where they stand in which file, and how they read."""

import csv
import hashlib
import html
import re
import tarfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
GOLD, INVENTED = HERE / "gold.tsv", HERE / "invented.tsv"
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Passage:
    """A passage of one speaker, and the offsets in ``text`` at which its sentences end; the end of the passage is none.

    ``either`` are the places where two readers may differ; they count neither way.
    """

    source: str
    language: str
    stratum: str
    text: str
    ends: frozenset[int]
    either: frozenset[int]


def shown(raw):
    """A passage as it is labelled and split: without tags, its entities read, every run of white space one blank."""
    return " ".join(html.unescape(_MARKUP.sub("", raw)).split())


def decoded(content):
    """A file's characters, its line ends as one mark: offsets into the file are offsets into this."""
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def passages(folder):
    """The labelled passages whose file is below ``folder`` and still the one that was labelled, then the invented;
    and by source the whole text they are from, for splitters that train on it."""
    found, whole = [], {}
    rows = list(_rows(GOLD))
    contents = _contents(folder, {row["file"] for row in rows})
    for row in rows:
        content = contents.get(row["file"])
        if content is None or hashlib.sha256(content).hexdigest() != row["sha256"]:
            continue
        text = decoded(content)
        whole.setdefault(row["file"], shown(text))
        found.append(_passage(row, row["file"], row["stratum"], shown(text[int(row["start"]) : int(row["end"])])))
    for row in _rows(INVENTED):
        source = f"invented {row['language']}"
        whole[source] = f"{whole.get(source, '')} {row['text']}"
        found.append(_passage(row, source, "invented", row["text"]))
    return found, whole


def _passage(row, source, stratum, text):
    return Passage(source, row["language"], stratum, text, _offsets(row["ends"]), _offsets(row["either"]))


def _rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _offsets(cell):
    return frozenset(int(offset) for offset in cell.split())


def _contents(folder, names):
    """The bytes of the files called ``names``; those after ``ARCHIVE.tar.xz/`` are members of that archive."""
    contents, members = {}, {}
    for name in names:
        archive, found, member = name.partition(".tar.xz/")
        if found:
            members.setdefault(archive + ".tar.xz", set()).add(member)
        elif (folder / name).is_file():
            contents[name] = (folder / name).read_bytes()
    for archive, wanted in members.items():
        if (folder / archive).is_file():
            with tarfile.open(folder / archive) as opened:
                for member in opened:
                    if member.name in wanted:
                        contents[f"{archive}/{member.name}"] = opened.extractfile(member).read()
    return contents
