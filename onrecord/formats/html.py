"""HTML: pages of parliaments, ministries and broadcasters, saved from a browser or exported by a word processor.

What a browser would show is read, line by line; navigation, banners and lists of links stay in the text as furniture,
scripts and what is hidden are listed as left out. Names that the page's own elements give are trusted; else the label
grammar reads the lines.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from onrecord.errors import EmptyFileError
from onrecord.formats.decode import Decoded, decode
from onrecord.formats.extract import Extract, visible
from onrecord.formats.office.standout import before_colons, numbered, standing_out
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.pages.blocks import Line, join_rows, lines_of
from onrecord.formats.pages.hints import Traits, kind_of, traits_of
from onrecord.formats.pages.markup import Page, taken_apart
from onrecord.formats.pages.mime import is_saved_page, saved_page
from onrecord.formats.pages.telling import told
from onrecord.formats.pages.voiced import Voices, voices_in
from onrecord.formats.source import Source
from onrecord.formats.text import extracted
from onrecord.model import Defect, SegmentKind, Transcript

NAME = "html"
SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml", ".mht", ".mhtml")

_PROLOGUE = re.compile(r"(?:\s|<\?xml[^>]{0,300}\?>|<!--.{0,5000}?-->)*", re.DOTALL)
_ROOT = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_OPENS = re.compile(r"<(?:head|body|title|meta|p|div|table|span|h[1-6]|ul|ol|dl|article|section|main)\b", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:p|div|tr|td|li|ul|table|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?(?:p|div|br|span|a|td|tr|li|ul|b|strong|em|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)
_MARKDOWN = re.compile(r"\*\*|^#{1,6} |\]\(", re.MULTILINE)
_MANY_TAGS = 20
_CHARSET = re.compile(
    rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<meta>[\w.:-]{2,40})"
    rb"|<\?xml\b[^>]{0,100}?encoding\s*=\s*[\"'](?P<xml>[\w.:-]{2,40})",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"(?:\d{1,2} \w{3,9} \d{4} ?: ?)?Column \d{1,5}\w{0,4}|Col\. \d{1,5}")
"""Where a column of the printed Hansard begins."""
_SPOKEN_OF = {"alt": "descriptions of pictures", "title": "hints", "aria-label": "hints"}
_TOLD_SHARE = 0.8
"""Elements that name speakers are believed if they tell so many turns for each that the label grammar finds."""
_MORE_SHARE = 1.1
"""Bold names before colons are labels to the grammar too; they are believed where it misses more than a few."""
_META = {
    "author": "author", "article:author": "author", "date": "date", "article:published_time": "date", "dc.date": "date",
    "dcterms.date": "date", "pubdate": "date", "og:title": "title", "dc.title": "title", "dc.language": "language",
    "og:site_name": "source", "dc.publisher": "source", "publisher": "source",
}  # fmt: skip


def sniff(source: Source) -> int:
    """3 for a page with its root, 2 where it opens with an element or has many in the first 20,000 characters."""
    opening = source.opening[:20_000]
    if is_saved_page(source):
        return 3
    prologue = _PROLOGUE.match(opening)
    start = prologue.end() if prologue else 0
    if _ROOT.match(opening, start):
        return 3
    if opening.startswith("<") and not opening.startswith("<?xml") and _OPENS.match(opening, start):
        return 2
    if opening.startswith(("<?xml", "{", "[")) or "<" not in opening:
        return 0
    if len(_BLOCK_TAG.findall(opening)) > _MANY_TAGS:
        return 2
    return 2 * (len(_ANY_TAG.findall(opening)) > _MANY_TAGS and not _MARKDOWN.search(opening))


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in the page; see ``text.read``. Raises EmptyFileError where a browser would show no words."""
    data, charset = saved_page(source.data) if is_saved_page(source) else (source.data, "")
    decoded = decoded_page(data, charset)
    page = taken_apart(decoded.text)
    traits = traits_of(page)
    lines = lines_of(page, traits)
    if not lines:
        raise EmptyFileError("This page shows no words.", name=source.name)
    join_rows(lines, page, traits)
    _mark_columns(lines, traits)
    n_characters = sum(visible(piece.text) for piece in page.pieces) + sum(visible(text) for text in page.comments)
    n_characters += sum(visible(text) for _, text in _beside(page))
    metadata = _described(page, traits)
    found = _by_grammar(source, page, traits, lines, n_characters, decoded, metadata, options)
    if not options.one_speaker and not options.pattern:
        voices = voices_in(page, traits, lines)
        least = _TOLD_SHARE
        if not voices:
            voices, least = Voices(lines=before_colons(lines, traits)), _MORE_SHARE
        if voices and (not found.has_labels or voices.n_turns >= least * len(found.turns)):
            script = told(page, traits, lines, voices)
            _left_out(script, page, traits)
            with suppress(EmptyFileError):  # names without words: the grammar's reading stays
                found = script.transcript(source, NAME, n_characters, metadata=metadata, encoding=decoded.encoding)
    return replace(found, defects=(*found.defects, *_noted(source, decoded, found.text)))


def decoded_page(data: bytes, charset: str = "") -> Decoded:
    """``data`` as text: by its mark, else UTF-8 where it is that, else by the encoding that the page declares.

    ``charset`` is declared outside of it.
    """
    decoded = decode(data)
    found = _CHARSET.search(data[:8192])
    if not (found or charset) or decoded.encoding.startswith(("UTF-16", "UTF-32")) or data.startswith(codecs.BOM_UTF8):
        return decoded
    declared = charset or (found["meta"] or found["xml"]).decode("ascii").lower() if found else charset
    try:
        codec = codecs.lookup(declared).name
        if decoded.encoding == "UTF-8" and not decoded.is_damaged:
            return decoded if not codec.startswith(("iso2022", "hz")) else Decoded(data.decode(codec), codec, False)
        if codec in {"iso8859-1", "ascii", "cp1252", "utf-8"} or codec.startswith("utf-16"):
            return decoded
        return Decoded(data.decode(codec), declared.upper().replace("WINDOWS", "Windows"), False)
    except (LookupError, UnicodeDecodeError, ValueError):
        return decoded


def _beside(page: Page) -> Iterator[tuple[str, str]]:
    """Texts for readers that stand in attributes, each with what it is."""
    for element in page.elements:
        for key, value in element.attributes.items():
            if key in _SPOKEN_OF and value:
                yield _SPOKEN_OF[key], value


def _left_out(extract: Extract, page: Page, traits: Sequence[Traits]) -> None:
    for piece in page.pieces:
        if piece.text and traits[piece.element].dropped:
            extract.drop(traits[piece.element].dropped, piece.text)
    for what, text in _beside(page):
        extract.drop(what, text)
    for comment in page.comments:
        extract.drop("comments", comment)


def _mark_columns(lines: Sequence[Line], traits: list[Traits]) -> None:
    """Numbers of printed columns are furniture."""
    for line in lines:
        if len(line.pieces) == 1 and "Col" in line.pieces[0][0] and _COLUMN.fullmatch(line.text.strip()):
            traits[line.pieces[0][1]].is_furniture = True


def _by_grammar(
    source: Source,
    page: Page,
    traits: Sequence[Traits],
    lines: Sequence[Line],
    n_characters: int,
    decoded: Decoded,
    metadata: dict[str, str],
    options: Options,
) -> Transcript:
    """Read by the label grammar; a name that stands out in bold gets the colon it lacks."""
    extract = Extract()
    n_first = sum(traits[line.pieces[0][1]].heading == 1 for line in lines)
    bold = standing_out(lines, traits) if not options.pattern else {}
    for line in lines:
        _part(extract, line)
        where = page.where(line.at)
        n_bold = bold.get(id(line), 0)
        n_numbers = numbered(line, traits)
        heading = _heading_kind(line, traits, n_first)
        for at, (text, element) in enumerate(line.pieces, 1):
            is_name = at == n_bold
            kind = "furniture" if at <= n_numbers else kind_of(traits[element]) or heading
            extract.put(text.rstrip() if is_name or at == len(line.pieces) else text, where, kind=kind)
            if at == n_numbers:
                extract.line()
            if is_name:
                extract.put(":", is_ours=True)
                extract.blank()
    _left_out(extract, page, traits)
    return extracted(source, extract, NAME, n_characters, metadata=metadata, encoding=decoded.encoding, options=options)


def _heading_kind(line: Line, traits: Sequence[Traits], n_first: int) -> SegmentKind | None:
    """The title of the page names nobody, nor does a remark in brackets; other headings may."""
    level = traits[line.pieces[0][1]].heading
    if level and line.text.strip()[:1] in {"[", "("}:
        return "stage"
    return "metadata" if level == 1 and n_first == 1 else "heading" if level else None


def _part(extract: Extract, line: Line) -> None:
    """Part ``line`` from what is before it."""
    if line.opens_page and extract.length:
        extract.line()
        extract.put("\f", is_ours=True)
    elif line.n_before:
        extract.line(line.n_before)
    else:
        extract.put("\t", is_ours=True)


def _described(page: Page, traits: Sequence[Traits]) -> dict[str, str]:
    """Title, date, author, language and source, where the page gives them."""
    fields: dict[str, str] = {}
    titles = [
        piece.text
        for piece in page.pieces
        if piece.text
        and page.elements[piece.element].tag == "title"
        and traits[piece.element].dropped == "title of the page"
    ]
    for element in page.elements:
        given = element.attributes
        key = _META.get((given.get("name") or given.get("property") or "").lower()) if element.tag == "meta" else None
        content = " ".join(given.get("content", "").split()) if key else ""
        if key and content:
            fields.setdefault(key, content[:300])
        elif element.tag == "html" and given.get("lang"):
            fields.setdefault("language", given["lang"])
        elif element.tag == "time" and given.get("datetime") and "date" not in fields:
            fields["date"] = given["datetime"]
    title = " ".join("".join(titles).split())
    return {**({"title": title[:300]} if title else {}), **fields}


def _noted(source: Source, decoded: Decoded, text: str) -> Iterator[Defect]:
    """That a page came under the name of a text, and that bytes did not fit."""
    if source.name.lower().endswith((".txt", ".md", ".text", ".markdown")):
        yield Defect("This file is an HTML page; it was read as a browser shows it.", 0, min(1, len(text)))
    if decoded.is_damaged:
        yield Defect(f"Some bytes are no {decoded.encoding} text and are shown as \ufffd.")
