"""Office documents: what is read, what is left out by name, and that damage ends in a sentence."""

import functools
import html
import io
import re
import zipfile

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import (
    DamagedFileError,
    EmptyFileError,
    ProtectedFileError,
    TooLargeError,
    UnsupportedFormatError,
)
from onrecord.formats.extract import visible
from tests.damage import ends_well
from tests.office import archived, bold, column, docx, flat, odt, para, pdf, run, table
from tests.office_cases import BUILDERS, CASES
from tests.test_read import assert_whole

CASE_DATA = {name: (CASES / name).read_bytes() for name in BUILDERS}
PARTS = re.compile(
    r"word/(?:document\d*|header\d|footer\d|footnotes|endnotes|comments)\.xml|(?:content|styles|meta)\.xml"
)


def said(transcript):
    return [(turn.label, onrecord.speech.speech_text(transcript, at)) for at, turn in enumerate(transcript.turns)]


def dropped(transcript):
    return {each.what: each.n_characters for each in transcript.extraction.dropped}


def between_tags(xml):
    """A walker of a few characters: all that stands between tags."""
    body = re.sub(r"<[?!][^>]*>", "", xml)
    return sum(visible(html.unescape(text)) for text in re.findall(r">([^<]*)<", body))


def counted(name, data):
    """The visible characters of a case file, by the simplest means."""
    if name.endswith(".rtf"):
        text = re.sub(r"\\bin4 .{4}", "", data.decode("latin-1"), flags=re.DOTALL)
        text = re.sub(r"\\u-10179\?\\u-8704\?", "x", text)  # two halves of one sign
        text = re.sub(r"\\uc2\\u1087\\'..\\'..", "x", text)
        text = re.sub(r"\\'93\\'fa\\'96\\'7b", "xx", text)
        text = re.sub(r"\\u-?\d+\?", "x", text)
        text = re.sub(r"\\'[0-9a-f]{2}|\\[{}]", "x", text)
        return visible(re.sub(r"\\[a-z]+-?\d* ?|\\[*~]|[{}]", "", text))
    if name.endswith(".pdf"):
        pages = pypdfium2.PdfDocument(data)
        return sum(visible(page.get_textpage().get_text_range()) for page in pages)
    if not data.startswith(b"PK"):
        return between_tags(data.decode())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(between_tags(archive.read(part).decode()) for part in archive.namelist() if PARTS.fullmatch(part))


@pytest.mark.parametrize("name", BUILDERS)
def test_case_files_are_what_their_builders_make(name):
    """A case file can be read as source: its builder gives its bytes."""
    assert CASE_DATA[name] == BUILDERS[name]()


@pytest.mark.parametrize("name", BUILDERS)
def test_the_account_comes_out_even(name):
    """Kept and dropped are all that the file holds, counted by three means; nothing is left unnamed."""
    t = onrecord.read(CASE_DATA[name], name=name)
    account = t.extraction
    assert account.n_characters == counted(name, CASE_DATA[name])
    assert account.n_characters == account.n_kept + sum(each.n_characters for each in account.dropped)
    assert "other text of the file" not in dropped(t)
    assert_whole(t)
    assert all(t.text[o.start : o.end].strip() for o in t.origins)


def test_what_word_does_not_print_as_said_is_dropped_by_name():
    """Each kind has its name and its count."""
    assert dropped(onrecord.read(CASE_DATA["docx/hearing.docx"])) == {
        "second copies for older programs": 22, "placeholders of empty fields": 21, "field codes": 17,
        "repeated heads and feet of pages": 16, "text moved elsewhere": 12, "comments": 10, "hidden text": 6,
        "settings of drawings": 6, "deleted text": 5,
    }  # fmt: skip


def test_origins_name_paragraphs_rows_and_places():
    """Each format goes by its own places."""

    def wheres(name):
        return [origin.where for origin in onrecord.read(CASE_DATA[name]).origins]

    assert wheres("docx/bold-names.docx")[:2] == ["paragraph 1", "paragraph 2"]
    assert {"page header", "page footer", "table 1, row 2", "footnote 2"} <= set(wheres("docx/hearing.docx"))
    assert {"page header", "footnote", "table 1, row 1", "paragraph 3"} <= set(wheres("odt/council.odt"))
    assert re.fullmatch(r"page 1 at 72, 69\d to 1\d\d, 7\d\d", wheres("pdf/council.pdf")[1])


def test_macros_and_embedded_documents_are_said():
    """Both leave a defect."""
    assert [d.message for d in onrecord.read(CASE_DATA["docx/styled-names.docm"]).defects] == ["Macros were ignored."]


def test_parts_are_found_without_relationships():
    """The usual names serve where the relationships are missing, and the order of the archive does not matter."""
    with zipfile.ZipFile(io.BytesIO(CASE_DATA["docx/hearing.docx"])) as archive:
        members = {name: archive.read(name) for name in reversed(archive.namelist()) if not name.endswith(".rels")}
    assert said(onrecord.read(archived(members))) == said(onrecord.read(CASE_DATA["docx/hearing.docx"]))


TURNS = [("ANN BELL", "Good morning."), ("BO COE", "Yes, good morning."), ("ANN BELL", "So."), ("BO COE", "Fine.")]


@pytest.mark.parametrize(
    "data",
    [
        docx(*(para(f"{name}: {words}") for name, words in TURNS)),
        docx(*(para(bold(f"{name}:"), run(f" {words}")) for name, words in TURNS)),
        docx(*(part for name, words in TURNS for part in (para(bold(name)), para(words)))),
        docx(table(*TURNS)),
        docx(table(*((f"{name}:", words) for name, words in TURNS))),
        docx(table(*(("", para(f"{name}: {words}")) for name, words in TURNS))),
        docx(table((f"<w:p/>{''.join(para(f'{name}: {words}') for name, words in TURNS)}",))),
        odt("".join(f"<text:p>{name}: {words}</text:p>" for name, words in TURNS)),
        flat("".join(f"<text:p>{name}:<text:tab/>{words}</text:p>" for name, words in TURNS)),
        ("{\\rtf1 " + "".join(f"{name}: {words}\\par " for name, words in TURNS) + "}").encode(),
        pdf(column([line for name, words in TURNS for line in (f"{name}: {words}", "")])),
        pdf(column([f"{name}:   {words}" for name, words in TURNS])),
        pdf([(x, 700 - 20 * n, t) for n, (name, words) in enumerate(TURNS)
             for x, t in ((72, f"{name}:"), (200, words))]),
    ],
)  # fmt: skip
def test_one_conversation_in_every_shape(data):
    """The same turns, however the document sets them."""
    assert said(onrecord.read(data)) == TURNS


def test_tables_that_are_none_of_names_and_words_stay_tables():
    """A glossary and figures are lines of cells."""
    t = onrecord.read(
        docx(
            para("ANN: Look at this."),
            para("BO: Yes."),
            para("ANN: At the table."),
            table(("Term", "Meaning"), ("ebb", "the water falls"), ("flood", "the water comes")),
        )
    )
    assert [turn.label for turn in t.turns] == ["ANN", "BO", "ANN"]
    assert "Term\tMeaning\nebb\tthe water falls\n" in t.text


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 400
LOCKED_PDF = pdf(
    column(["ANN: Hi."]),
    trailer=f" /Encrypt << /Filter /Standard /V 1 /R 2 /O <{'11' * 32}> /U <{'22' * 32}> /P -4 >> /ID [<00> <00>]",
)
PICTURE = b"q 300 0 0 300 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
DRAWN = pdf([(72, 700, "x")]).replace(b"/F1 10 Tf 1 0 0 1 72 700 Tm (x) Tj\n", b"ET " + PICTURE + b" BT\n")


def repaired(data):
    """A hand-altered PDF: PDFium finds the objects anew, so only the stream's length has to be right."""
    length = len(data.partition(b"stream\n")[2].partition(b"endstream")[0])
    return re.sub(rb"/Length \d+", b"/Length %d" % length, data, count=1)


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), UnsupportedFormatError, r"^Old Word format\. Save as \.docx\.$"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ProtectedFileError, "^This file is password-protected. Save a"),
        (LOCKED_PDF, ProtectedFileError, "^This file is password-protected. Save a copy without a password.$"),
        (odt("<text:p>x</text:p>", more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), ProtectedFileError,
         "password"),
        (b"%PDF-1.7\n%junk", DamagedFileError, "^This PDF is damaged and could not be opened.$"),
        (repaired(DRAWN), UnsupportedFormatError, "^Pages contain images, no text. Run OCR and upload again.$"),
        (pdf([]), EmptyFileError, "no text"),
        (docx(), EmptyFileError, "no text"),
        (odt(""), EmptyFileError, "no text"),
        (b"{\\rtf1 }", EmptyFileError, "no text"),
        (odt("<text:p>x</text:p>", kind="presentation"), UnsupportedFormatError, "OpenDocument file of another kind"),
        (archived({"ppt/presentation.xml": "<x/>"}), UnsupportedFormatError, "PowerPoint"),
        (CASE_DATA["docx/teams.docx"][:900], DamagedFileError, "damaged"),
        (docx(para("a" * 30_000_000), method=zipfile.ZIP_DEFLATED), TooLargeError, "expands too much"),
        (b"{\\rtf1" + b"{" * 3_000, DamagedFileError, "too deep"),
        (docx("<w:p>" * 3_000 + "</w:p>" * 3_000), DamagedFileError, "too deep"),
    ],
)  # fmt: skip
def test_refusals_say_what_to_do(data, error, message):
    """One sentence each, of the right kind."""
    with pytest.raises(error, match=message):
        onrecord.read(data)


def test_entities_are_refused():
    """An XML that defines its own is not read."""
    bomb = docx(para("ANN: &a;")).replace(b'standalone="yes"?>\n<w:document', b'standalone="yes"?>\n<w:document')
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    main = members["word/document.xml"].replace(b"<w:document", b'<!DOCTYPE d [<!ENTITY a "lol">]><w:document', 1)
    with pytest.raises(DamagedFileError, match="unsafe entities; nothing was read"):
        onrecord.read(archived({**members, "word/document.xml": main}))


def test_scanned_pages_among_others_are_named():
    """The rest is read, and the defect names the pages."""
    lines = column([f"{name}: {words}" for name, words in TURNS])
    data = pdf([(72, 700, "x")], lines).replace(b"/F1 10 Tf 1 0 0 1 72 700 Tm (x) Tj\n", b"ET " + PICTURE + b" BT\n")
    t = onrecord.read(repaired(data))
    assert [turn.label for turn in t.turns] == [name for name, _ in TURNS]
    assert t.defects[0].message == "Page 1 is a picture without text and could not be read; run OCR to have all of it."


def test_a_last_page_has_the_columns_of_the_others():
    """Its right column ends early, and the left one still comes first."""

    def page(place, n_right):
        left = [
            f"CHAIR: We are at the old {place} now,",
            *(f"where {place} and tide {a} are too low" for a in "abcdefghijk"),
        ]
        right = [
            f"MS. BELL: We left that {place} then,",
            *(f"when {place} and mole {a} were too old" for a in "abcdefghijk"),
        ]
        return [*column(left), *column(right[:n_right], x=320)]

    t = onrecord.read(pdf(page("pier", 12), page("gauge", 12), page("quay", 3)))
    ends = [(label, words.split()[1], words.split()[-1]) for label, words in said(t)]
    assert ends == [("CHAIR", "are", "low"), ("MS. BELL", "left", "old")] * 3


def test_prose_about_pdf_is_text():
    """The signature alone, somewhere in the first lines, makes no PDF."""
    assert onrecord.read(b"ANN: It opens with %PDF-1.7, I think.\n\nBO: So it does.\n\nANN: Yes.\n").format == "text"
    headed = b"Content-Type: application/pdf\r\n\r\n" + CASE_DATA["pdf/council.pdf"]
    assert onrecord.read(headed).format == "pdf"


TURNED = {
    90: lambda x, y: (0, 1, -1, 0, 612 - y, x),
    180: lambda x, y: (-1, 0, 0, -1, 612 - x, 792 - y),
    270: lambda x, y: (0, -1, 1, 0, y, 792 - x),
}


@pytest.mark.parametrize("angle", TURNED)
def test_pages_that_are_shown_turned_read_as_shown(angle):
    """Lines and places are those of the page as people see it."""

    def turn(found):
        return b"%d %d %d %d %d %d Tm" % TURNED[angle](int(found[1]), int(found[2]))

    upright = pdf(column([f"{name}: {words}" for name, words in TURNS]), more=f"/Rotate {angle}")
    t = onrecord.read(repaired(re.sub(rb"1 0 0 1 (\d+) (\d+) Tm", turn, upright)))
    assert said(t) == TURNS
    assert re.match(r"page 1 at 72, 69\d to", t.origins[0].where)


def test_a_broken_off_rtf_is_read_up_to_there():
    """What stands before the break is a transcript, and a defect says that it breaks off."""
    t = onrecord.read(CASE_DATA["rtf/bold-names.rtf"][:-20])
    assert [label for label, _ in said(t)] == ["Ann Lee", "Bo Coe", "Ann Lee"]
    assert "breaks off" in t.defects[-1].message


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansicpg1251 \'cf\'f0}", "Пр"),
        (rb"{\rtf1\mac \'8e}", "é"),
        (rb"{\rtf1 a\u233?b\u233 ?c}", "aébéc"),
        (rb"{\rtf1{\uc0\u233}x}", "éx"),
        (rb"{\rtf1\uc3\u233abcd}", "éd"),
        (rb"{\rtf1\u55357 x\u56832?}", "\U0001f600"),
        (rb"{\rtf1\u55357?x}", "\ufffdx"),
        (rb"{\rtf1 a{\b b}{\*\unknown{c}}d}", "abd"),
        (rb"{\rtf1 {\upr{Zu}{\*\ud{Z\u252?}}}!}", "Zü!"),
        (rb"{\rtf1 a\_b\-c\~d}", "a\u2011b\u00adc\u00a0d"),
        (rb"{\rtf1 a}b", "a"),
        (b"{\\rtf1 a\r\nb\\\nc}", "ab\n\nc"),
        (b"\xef\xbb\xbf{\\rtf1 ab}", "ab"),
        (b"{\\rtf1 a\\par}}}} b", "a"),
    ],
)
def test_rich_text_is_decoded(rtf, text):
    """Code pages, Unicode with its stand-ins, signs and groups."""
    assert onrecord.read(rtf, one_speaker=True).text.strip() == text


@functools.cache
def members_of(name):
    with zipfile.ZipFile(io.BytesIO(CASE_DATA[name])) as archive:
        return {member: archive.read(member) for member in archive.namelist()}


def damages(data):
    """Deterministic damage of one kind each."""
    size = len(data)
    yield from (data[: size * n // 13] for n in range(1, 13))
    yield from (data[size * n // 7 :] for n in range(1, 7))
    yield from (data[: size * n // 9] + b"\0\xff\xfe" + data[size * n // 9 + 3 :] for n in range(9))
    yield from (data[: size * n // 5] + data[size * n // 5 + size // 11 :] for n in range(5))
    yield from (data[: size * n // 5] + data[size * n // 7 :] for n in range(1, 5))
    yield data.replace(b"\n", b"\r\n")
    yield data.replace(b">", b"<")
    yield data.replace(b"<", b"</")
    yield data.replace(b"{", b"}")
    yield data.replace(b"obj", b"jbo")
    yield b"\xef\xbb\xbf" + data
    yield b"PK\x03\x04" + data[4:]
    yield b"%PDF-1.4\n" + data
    yield data.decode("latin-1").encode("utf-16")
    yield data.decode("latin-1").encode("utf-8")
    yield b"\0" * 500 + data[500:]
    yield data * 2


@pytest.mark.parametrize("name", BUILDERS)
def test_damaged_files_end_well(name):
    """Fifty kinds of damage to each case file, and to its main part within a sound archive."""
    for damaged in damages(CASE_DATA[name]):
        assert ends_well(damaged)
    main = next((part for part in ("word/document.xml", "content.xml") if CASE_DATA[name][:2] == b"PK"
                 and part in members_of(name)), None)  # fmt: skip
    for damaged in damages(members_of(name)[main]) if main else ():
        assert ends_well(archived({**members_of(name), main: damaged}))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(BUILDERS)), st.data())
def test_any_damage_ends_well(name, data):
    """Stretches cut, doubled, flipped: a transcript that tiles, or a sentence."""
    damaged = CASE_DATA[name]
    part = ""
    if damaged.startswith(b"PK") and data.draw(st.booleans()):
        part = data.draw(st.sampled_from(sorted(members_of(name))))
        damaged = members_of(name)[part]
    start = data.draw(st.integers(0, len(damaged)))
    end = data.draw(st.integers(start, min(len(damaged), start + 400)))
    way = data.draw(st.sampled_from(["cut", "truncate", "double", "flip"]))
    middle = {
        "cut": b"", "truncate": b"", "double": damaged[start:end] * 2,
        "flip": bytes(byte ^ 0x20 for byte in damaged[start:end]),
    }[way]  # fmt: skip
    damaged = damaged[:start] + middle + (b"" if way == "truncate" else damaged[end:])
    assert ends_well(archived({**members_of(name), part: damaged}) if part else damaged)


def test_a_short_table_with_times_keeps_them():
    """What stands over the times is no reason to lose them."""
    rows = (("Time", "Speaker", "Text"), ("00:05", "Ann Lee", "Hello there."), ("00:09", "Bob Ray", "Hi to you."))
    t = onrecord.read(docx(table(*rows)), name="x")
    assert [turn.start_ms for turn in t.turns] == [5_000, 9_000]
    assert [speaker.name for speaker in t.speakers] == ["Ann Lee", "Bob Ray"]
