"""How the passages were drawn, by a rule that does not look at where their sentences end:

    python -m benchmarks.sentences.draw FOLDER [second] > passages.tsv

From each source, paragraphs of 200 characters or more in an order shuffled by a fixed seed, each cut at a blank after
1,300, until so many characters are drawn. Then, apart, as many again of the paragraphs left that hold the more of
what makes a boundary hard: short words before a stop, stops in numbers, ellipses, marks beside quotation marks. What
opens a paragraph as its label is passed over. The second draw is from other files, or other paragraphs.
"""

import csv
import hashlib
import random
import re
import sys
import tarfile
from pathlib import Path

from benchmarks.sentences.passages import decoded, shown

SEED, SHORTEST, LONGEST = 20261127, 200, 1300
HARD_SHARE, HARD_ENOUGH = 0.4, 3

BLOCK, LINE = r"[^\n]+(?:\n[^\n]+)*", r"[^\n]+"
SOURCES = [
    ("en", "held-in/press_briefing/2021-04-29-*.md", BLOCK, 900),
    ("en", "held-in/press_briefing/2025-01-25-*.md", BLOCK, 700),
    ("en", "held-in/diplomatic/2025-02-13-*.md", BLOCK, 700),
    ("en", "held-in/debate/2020_debate1_part2.txt", LINE, 900),
    ("en", "held-in/debate/DemOct13_CNN", LINE, 900),
    ("en", "held-in/congress/*PgS720.htm", r"(?<=\n  )\S[^\n]+(?:\n(?! )[^\n]+)*", 1200),
    ("en", "held-in/municipal/*.htm", r"(?<=</SPAN>)[^\n]+(?=</P>)", 900),
    ("en", "held-in/parliament_ca/44-1-303-en.xml", r"(?<=>)[^\n]+(?=</ParaText>)", 900),
    ("en", "held-in/parliament_uk/westminster*.xml", r"(?<=\">)[^\n]+(?=</p>)", 1200),
    ("en", "held-in/parliament_za/20130522-*.html", r"(?<=<p>)[^\n]+(?=</p>)", 900),
    ("en", "held-in/podcast/practical-ai-190.md", BLOCK, 900),
    ("en", "held-in/podcast/oxide_requiem_for_sparc_transcript.txt", LINE, 700),
    ("en", "held-in/meeting/covid_0.json", r'(?<="content": ")[^"\\]+(?=")', 700),
    ("en", "changelog.tar.xz", BLOCK, 1500),
    ("fr", "held-in/parliament_ca/42-1-2-fr.xml", r"(?<=>)[^\n]+(?=</ParaText>)", 9000),
    ("de", "held-in/parliament_de/17001.txt", LINE, 9000),
    ("tr", "held-in/parliament_tr/*.xml", r"(?<=\">)[^\n]+(?=</seg>)", 14000),
    ("ca", "held-in/parliament_cat/*.xml", r'(?<=xml:lang="ca">)[^\n]+(?=</seg>)', 11000),
]
SAME = 40  # characters: paragraphs that open alike, as an oath that each member takes, are drawn once
SECOND = [
    ("en", "held-in/press_briefing/2021-05-06-*.md", BLOCK, 900),
    ("en", "held-in/debate/2020_vp_part2.txt", LINE, 900),
    ("en", "held-in/congress/*PgS757.htm", r"(?<=\n  )\S[^\n]+(?:\n(?! )[^\n]+)*", 1200),
    ("en", "held-in/parliament_za/502914_1.xml", r"(?<=<p>)[^\n]+(?=</p>)", 1200),
    ("en", "held-in/meeting/covid_1.json", r'(?<="content": ")[^"\\]+(?=")', 1200),
    ("en", "held-in/podcast/making-bitcoin-more-private-with-cisa.md", BLOCK, 900),
    ("en", "held-in/podcast/01-new-career-who-dis.md", BLOCK, 900),
    ("fr", "held-in/parliament_ca/42-1-2-fr.html", r"(?<=>)[^\n<]+(?=</p>)", 2000),
    ("de", "held-in/parliament_de/17001.txt", LINE, 2000),
]
ARCHIVED = 6  # members of an archive, from which paragraphs are drawn
HARD = re.compile(
    r"\b[^\W\d]{1,4}\.(?=\s|[^\W\d])|\d\.\s?\d|\d\.\s|\.\.|…"
    r"|[.?!][\"”’»“)]|[\"”»“)][.?!]|[?!] ?[?!]|[.?!…]\s+[a-zà-ÿçğş]"
)
LABEL = re.compile(
    r"(?:\[Speaker \d+\] \[[\d:]+\]|\*\*[^*\n]{1,60}\*\*|(?:[A-Z][\w.'’-]*,? ){0,5}[A-Z][\w.'’-]*(?: \([^)\n]*\))?\s*:"
    r"|Q|\((?:[A-Z][\w.]* ?){1,4}\))\s+"
)


def files(folder, pattern, chance):
    """(name, bytes) of each file of a source; of an archive, a few members."""
    if not pattern.endswith(".tar.xz"):
        for path in sorted(folder.glob(pattern)):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
        return
    with tarfile.open(folder / pattern) as archive:
        names = sorted(member.name for member in archive if member.name.count("/") == 2 and member.isfile())
        for name in sorted(chance.sample(names, ARCHIVED)):
            yield f"{pattern}/{name}", archive.extractfile(name).read()


def paragraphs(text, pattern):
    """(start, end) of every paragraph long enough, its label passed over, cut at a blank where it is too long."""
    for found in re.finditer(pattern, text):
        start, end = found.span()
        while label := LABEL.match(text, start, end):
            start = label.end()
        if end - start > LONGEST:
            end = text.rindex(" ", start, start + LONGEST)
        if len(shown(text[start:end])) >= SHORTEST:
            yield start, end


def drawn(folder, sources=SOURCES, but=frozenset()):
    """(language, stratum, file, digest, start, end, text) of every passage drawn; none opens like one of ``but``."""
    for language, pattern, form, wanted in sources:
        chance = random.Random(f"{SEED} {pattern}")  # noqa: S311  # a draw that can be repeated
        pool = {}
        for name, content in files(folder, pattern, chance):
            text, digest = decoded(content), hashlib.sha256(content).hexdigest()
            for span in paragraphs(text, form):
                passage = shown(text[slice(*span)])
                if passage[:SAME] not in but:
                    pool.setdefault(passage[:SAME], (name, digest, *span, passage))
        left = list(pool.values())
        chance.shuffle(left)
        taken = list(until(wanted, iter(left[::-1])))
        rest = (passage for passage in left[: len(left) - len(taken)] if len(HARD.findall(passage[-1])) >= HARD_ENOUGH)
        yield from ((language, "drawn", *passage) for passage in taken)
        hard = HARD_SHARE * sum(len(passage[-1]) for passage in taken)
        yield from ((language, "hard", *passage) for passage in until(hard, rest))


def drawn_second(folder):
    """The second draw, of which nothing is hard on purpose."""
    first = frozenset(passage[-1][:SAME] for passage in drawn(folder))
    for language, stratum, *passage in drawn(folder, SECOND, first):
        if stratum == "drawn" and not passage[-1].startswith("---"):  # front matter is no speech
            yield (language, "second", *passage)


def until(characters, ordered):
    """The first of ``ordered`` that hold so many characters together."""
    while characters > 0 and (passage := next(ordered, None)):
        characters -= len(passage[-1])
        yield passage


if __name__ == "__main__":
    table = csv.writer(sys.stdout, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n", escapechar="\\")
    table.writerow(("language", "stratum", "file", "sha256", "start", "end"))
    draw = drawn_second if sys.argv[2:] == ["second"] else drawn
    table.writerows(row[:-1] for row in draw(Path(sys.argv[1])))
