"""PDF: the text of its pages in reading order, one line of the page a line of the text.

A PDF knows places, not lines: ``pdf_page`` gathers words to lines and columns, ``pdf_frame`` tells what belongs to the
page and not to what was said (running heads, page and line numbers).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import DamagedFileError, EmptyFileError, ProtectedFileError, ReadError, UnsupportedFormatError
from onrecord.formats.extract import Extract, visible
from onrecord.formats.office.paragraphs import Paragraph, bold_headings, is_all_bold, put_paragraph, standing_out
from onrecord.formats.office.pdf_frame import Place, framed, paragraph_starts
from onrecord.formats.office.pdf_page import Layout, Line, PageText, lines_of, page_text
from onrecord.formats.office.speaker_table import Cells, Roles, written_row
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.text import extracted
from onrecord.model import Defect, Transcript

if TYPE_CHECKING:
    import pypdfium2

NAME = "pdf"
SUFFIXES: tuple[str, ...] = (".pdf",)

_LOCK = threading.Lock()
"""PDFium serves one caller at a time."""
_PASSWORD_ERROR = 4
_FINISHED = frozenset('.?!…”"’)')
_FEW = 20
"""A page of fewer characters, and of pictures, is a scanned one."""
_LIKE_A_FILE = re.compile(r"(?i)^(?:microsoft (?:word|powerpoint) - )|^untitled$|\.(?:docx?|rtf|indd|pdf|wpd|odt|txt)$")


class _Page(NamedTuple):
    text: PageText
    n_characters: int
    is_scanned: bool


def sniff(source: Source) -> int:
    """3 where the signature opens the file, or stands in its first kilobyte before objects: some have a header."""
    head = source.head[:1024]
    opens = head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-")
    return 3 * (opens or (b"%PDF-1." in head and b"endobj" in source.data))


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``, its labels found by the grammar.

    Raises ProtectedFileError, DamagedFileError, UnsupportedFormatError where the pages are pictures, EmptyFileError
    where they are blank.
    """
    with _LOCK:
        pages, metadata, broken = _opened(source)
    scanned = [number for number, page in enumerate(pages, 1) if page.is_scanned]
    n_written = sum(1 for page in pages if page.n_characters and not page.is_scanned)
    if scanned and not n_written:
        raise UnsupportedFormatError(
            "Pages contain images, no text. Run OCR and upload again.", format="scanned PDF", name=source.name
        )
    if not n_written:
        raise EmptyFileError("This PDF holds no text.", name=source.name)
    extract = Extract()
    _write(lines_of([page.text for page in pages]), extract)
    n_all = sum(page.n_characters for page in pages)
    found = extracted(source, extract, NAME, n_all, metadata=metadata, options=options)
    return replace(found, defects=(*found.defects, *_defects(scanned, broken)))


def _opened(source: Source) -> tuple[list[_Page], dict[str, str], list[int]]:
    """The pages, what the file says of itself, and the numbers of pages that cannot be read."""
    import pypdfium2 as pdfium  # noqa: PLC0415 only a PDF needs it

    try:
        document = pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as error:
        raise _refusal(error, source) from error
    try:
        pages: list[_Page] = []
        broken: list[int] = []
        for number in range(len(document)):
            try:
                pages.append(_page(document[number]))
            except pdfium.PdfiumError:
                pages.append(_Page(PageText("", []), 0, is_scanned=False))
                broken.append(number + 1)
        if len(broken) == len(pages):
            raise DamagedFileError("This PDF is damaged and could not be opened.", name=source.name)
        return pages, _described(document), broken
    finally:
        document.close()


def _refusal(error: pypdfium2.PdfiumError, source: Source) -> ReadError:
    if getattr(error, "err_code", None) == _PASSWORD_ERROR or "assword" in str(error):
        return ProtectedFileError("This file is password-protected. Save a copy without a password.", name=source.name)
    return DamagedFileError("This PDF is damaged and could not be opened.", name=source.name)


def _page(page: pypdfium2.PdfPage) -> _Page:
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402 as above

    text = page_text(page)
    n = visible(text.text)
    has_picture = n < _FEW and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    page.close()
    return _Page(text, n, is_scanned=has_picture)


def _write(layout: Layout, extract: Extract) -> None:
    """Puts the lines; a blank line stands before those that begin a paragraph, or a row of a table."""
    pages = layout.pages
    frames = framed(pages)
    starts = paragraph_starts(pages, frames)
    places = [(number, place) for number, lines in enumerate(pages) for place in range(len(lines))]
    lines = [_as_paragraph(number, pages[number][place], frames.get((number, place), 0)) for number, place in places]
    whole = [_with_rest(line, after) for line, after in zip_longest(lines, lines[1:])]
    named = standing_out(whole)
    headings = {at for at in bold_headings(whole, named) if _stands_alone(at, places, starts, lines)}
    last = max((at for at, place in enumerate(places) if frames.get(place, 0) < len(lines[at].text)), default=0)
    for at, place in enumerate(places):
        cells = pages[place[0]][place[1]].cells
        if at and _goes_on(lines[at - 1], lines[at]):
            extract.blank()
        else:
            extract.line(2 if place in starts or at in named or cells or at == last + 1 else 1)
        length = frames.get(place, 0)
        if cells and layout.roles and not length:
            _put_row(Cells(cells, lines[at].where), layout.roles, extract)
            continue
        if 0 < length < len(lines[at].text):
            extract.put(lines[at].text[:length], lines[at].where, kind="furniture")
            extract.put(lines[at].text[length:], lines[at].where)
        else:
            put_paragraph(lines[at]._replace(kind="heading") if at in headings else lines[at], named.get(at), extract)
    extract.line()


def _put_row(row: Cells, roles: Roles, extract: Extract) -> None:
    """Puts the first line of a turn in a table; or a further one, beside which an office stands under the name."""
    name = row.texts.get(roles.name, "")
    if name and not name[0].isupper():
        for column in sorted(row.texts.keys() - {roles.words}):
            extract.put(row.texts[column], row.where, kind="metadata")
            extract.line()
        extract.put(row.texts[roles.words], row.where)
    else:
        written_row(row, roles, extract)


def _stands_alone(
    at: int, places: Sequence[tuple[int, int]], starts: Container[tuple[int, int]], lines: Sequence[Paragraph]
) -> bool:
    """Whether a line neither goes on with what is before it nor is gone on with."""
    before = lines[at - 1].text.rstrip()[-1:] if at else "."
    begins = places[at] in starts or is_all_bold(lines[at - 1]) or (before in _FINISHED and _opens(at, places))
    ends = at + 1 == len(lines) or places[at + 1] in starts or lines[at + 1].lead > 0
    return begins and ends and (at + 1 == len(lines) or not _goes_on(lines[at], lines[at + 1]))


def _with_rest(line: Paragraph, after: Paragraph | None) -> Paragraph:
    """``line`` with what follows, where a label is broken behind it."""
    if after is None or not _goes_on(line, after):
        return line
    return line._replace(text=f"{line.text} {after.text}", lead=len(line.text) + 1 + after.lead)


def _opens(at: int, places: Sequence[Place]) -> bool:
    """Whether a line is the first of its page."""
    return at == 0 or places[at - 1][0] != places[at][0]


def _goes_on(before: Paragraph, line: Paragraph) -> bool:
    """Whether a label in bold is broken after ``before``: the rest of it stands in ``line``, with the colon."""
    rest = line.text[: line.lead].rstrip()
    return (
        is_all_bold(before)
        and not before.kind
        and before.text.rstrip()[-1] not in ":.?!"
        and rest[-1:] == ":"
        and ":" not in rest[:-1]
        and (rest[0] in "([" or not rest[0].isupper() or before.text.count("(") > before.text.count(")"))
    )


def _as_paragraph(number: int, line: Line, n_furniture: int) -> Paragraph:
    where = f"page {number + 1} at {line.x0:.0f}, {line.y0:.0f} to {line.x1:.0f}, {line.y1:.0f}"
    is_furniture = n_furniture >= len(line.text)
    return Paragraph(line.text, where, line.lead, kind="furniture" if is_furniture else None)


def _described(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """Title and day, where the file gives them and they are not its own name."""
    fields = document.get_metadata_dict(skip_empty=True)
    title = " ".join(fields.get("Title", "").split())
    day = re.match(r"D:(\d{4})(\d{2})(\d{2})", fields.get("CreationDate", ""))
    return {
        **({"title": title} if title and not _LIKE_A_FILE.search(title) else {}),
        **({"date": "-".join(day.groups())} if day else {}),
    }


def _defects(scanned: list[int], broken: list[int]) -> Iterator[Defect]:
    if scanned:
        yield Defect(f"{_named(scanned)} a picture without text and could not be read; run OCR to have all of it.")
    if broken:
        yield Defect(f"{_named(broken)} damaged and could not be read.")


def _named(pages: list[int]) -> str:
    shown = ", ".join(f"{page:,}" for page in pages[:12])
    more = f" and {len(pages) - 12:,} more" if len(pages) > 12 else ""
    return f"Page {shown} is" if len(pages) == 1 else f"Pages {shown}{more} are each"
