"""Tables: which column holds what is found or asked, each row is a turn, and no cell is lost unsaid."""

import csv
import io
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import ColumnsError, EmptyFileError
from onrecord.formats import Columns, detect
from onrecord.formats import table as table_reader
from onrecord.formats.decode import decode
from onrecord.formats.options import Options
from onrecord.formats.source import Source
from onrecord.formats.tables.rows import shape_of
from onrecord.speech import speech_text
from tests.damage import ends_well, is_even

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(p for p in (FOLDER / "table").iterdir() if not p.name.endswith(".expected.json"))
BOOKS = sorted((FOLDER / "workbook").glob("*.xlsx"))
MARKS = {"semicolons.csv": ";", "german.csv": ";", "columns-without-header.txt": "\t", "words.nlp": "|",
         "two-debates.csv": ",", "tiers.tsv": "\t",
         "replies.csv": ",", "meeting.csv": ",", "row-numbers.csv": ";", "guarded.csv": ",", "exported.csv": ",",
         "annotations.txt": "\t", "captions.tsv": "\t"}  # fmt: skip
SAID = [("Ann Bell", "Good morning, everybody."), ("Bo Coe", "Good morning to you."), ("Ann Bell", "Shall we begin?")]


def written(rows, mark=",", ends="\n"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator=ends).writerows(rows)
    return out.getvalue()


def turns(t):
    return [(t.speakers[turn.speaker].name, speech_text(t, at)) for at, turn in enumerate(t.turns)]


def read(text, **options):
    return onrecord.read(text.encode() if isinstance(text, str) else text, name="x", **options)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_account_of_each_table_is_exact(path):
    """Kept and dropped are together the characters of the file without its signs and quotes."""
    t = onrecord.read(path)
    text = decode(path.read_bytes()).text
    bare = text.replace('"', "").replace("\ufeff", "")
    sep = "sep=;" if bare.startswith("sep=") else ""
    n = len("".join(bare.removeprefix(sep).split()))
    cells = bare.removeprefix(sep)
    n_marks = sum(row.count(MARKS[path.name]) for row in cells.splitlines() if MARKS[path.name] != "\t")
    inside = {"semicolons.csv": 1, "two-debates.csv": 1, "meeting.csv": 4, "words.nlp": 0}.get(path.name, 0)
    assert t.extraction.n_characters == n - n_marks + inside + len(sep) + 2 * bool(sep)
    assert is_even(t)
    assert "other text of the file" not in [each.what for each in t.extraction.dropped]


HEADERS = {
    "plain": ("speaker", "text"), "capitals": ("SPEAKER", "TRANSCRIPT"),
    "underscores": ("speaker_name", "utterance_text"),
    "camel": ("speakerName", "Content"), "German": ("Sprecher", "Redebeitrag"), "Spanish": ("Orador", "Intervención"),
    "French": ("Locuteur", "Propos"), "Russian": ("Докладчик", "Текст"), "Chinese": ("发言人", "内容"),
    "Italian": ("Oratore", "Testo"), "Portuguese": ("Falante", "Discurso"), "meeting": ("Participant", "Message"),
    "debate": ("Name", "Statement"),
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_headers_of_many_languages_are_known(header, mark):
    """The same rows come out under each header, whatever parts the columns and in which order they stand."""
    assert turns(read(written([header, *SAID], mark))) == SAID
    assert turns(read(written([header[::-1], *(row[::-1] for row in SAID)], mark))) == SAID


ENCODED = {"UTF-8": "utf-8", "a mark": "utf-8-sig", "UTF-16": "utf-16", "Windows-1252": "cp1252"}


@pytest.mark.parametrize("codec", ENCODED.values(), ids=ENCODED.keys())
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_of_tables(codec, ends):
    """Spreadsheets write all of these."""
    rows = [("speaker", "text"), ("Zoë", "Café, please – now."), ("Bo", "So."), ("Zoë", "Yes.")]
    assert turns(read(written(rows, ";", ends).encode(codec))) == rows[1:]


TIMES = {
    "clock": (("start",), ("00:00:01", "00:01:02.5", "01:00:00"), (1_000, 62_500, 3_600_000)),
    "seconds": (("start",), ("0.5", "2", "3.25"), (500, 2_000, 3_250)),
    "decimal commas": (("start",), ("0,5", "2", "3,25"), (500, 2_000, 3_250)),
    "milliseconds by name": (("start_ms",), ("5", "20", "30"), (5, 20, 30)),
    "seconds by name": (("Start (s)",), ("5", "900", "3000"), (5_000, 900_000, 3_000_000)),
    "since 1970": (("timestamp",), ("1700000000", "1700000004", "1700000009"), (0, 4_000, 9_000)),
    "dates": (("time",), ("2026-01-02T10:00:00", "2026-01-02T10:00:07Z", "2026-01-02 10:01:00"), (0, 7_000, 60_000)),
    "nothing": (("start",), ("", "", ""), (None, None, None)),
}


@pytest.mark.parametrize(("head", "cells", "times_ms"), TIMES.values(), ids=TIMES.keys())
def test_times_in_many_forms(head, cells, times_ms):
    """Each is milliseconds since the beginning."""
    rows = [(*head, "speaker", "text"), *((cell, *said) for cell, said in zip(cells, SAID, strict=True))]
    assert tuple(turn.start_ms for turn in read(written(rows, ";")).turns) == times_ms


def test_whole_numbers_too_far_apart_are_milliseconds():
    """Annotation programs write them without saying so."""
    rows = [("tier", "begin", "end", "value"), ("A", "0", "1200", "hello there"), ("B", "1500", "2900", "and hello")]
    assert [(turn.start_ms, turn.end_ms) for turn in read(written(rows, "\t")).turns] == [(0, 1200), (1500, 2900)]


def test_rows_without_a_header_are_told_by_their_values():
    """Few short names that come back beside sentences are speakers; the first row is no header."""
    rows = [(name, "7", f"{words} And that is that, my friends.") for name, words in SAID * 2]
    t = read(written(rows, "\t"))
    assert [name for name, _ in turns(t)] == [name for name, _, _ in rows]
    assert "column 2" in [each.what for each in t.extraction.dropped] or t.has_times


ASKED = {
    "no text": "election;raw;clean\n1960;MR. A;A\n1960;MR. C;C\n1961;MR. E;E\n",
    "numbers": "a,b,c\n1,2,3\n4,5,6\n7,8,9\n",
    "lines of days": "line,date\nOn trade,1984-10-07\nOn work,1984-10-07\nOn schools,1984-10-21\n",
    "unknown names": "foo,bar,baz\nx1,Some words are here,1\nx2,Other words are there,2\nx3,More of them now,3\n",
}


@pytest.mark.parametrize("text", ASKED.values(), ids=ASKED.keys())
def test_where_nobody_knows_the_columns_a_person_is_asked(text):
    """The error has the columns and first rows, and survives its way from a worker."""
    with pytest.raises(ColumnsError, match="choose them") as caught:
        read(text)
    facts = pickle.loads(pickle.dumps(caught.value)).facts  # noqa: S301 our own
    assert facts["columns"] == text.splitlines()[0].replace(";", ",").split(",")
    assert all(len(row) == len(facts["columns"]) for row in facts["rows"])
    assert facts["guess"] is None or facts["guess"].text in facts["columns"]


def test_what_a_person_says_of_the_columns_is_followed():
    """Names as given in the facts read the table; others are an error that lists them."""
    text = ASKED["unknown names"]
    t = read(text, columns=Columns("bar", "foo"))
    assert turns(t)[0] == ("x1", "Some words are here")
    assert is_even(t)
    with pytest.raises(ColumnsError, match="no column named “nope”; it has: foo, bar, baz"):
        read(text, columns=Columns("nope"))
    headless = "1,Some words are here\n2,Other words are there\n3,More of them now\n4,And more of them\n"
    headless = headless.replace(",", "\t")
    with pytest.raises(ColumnsError) as caught:
        read("9\tx9\n" + headless * 3)
    assert caught.value.facts["columns"] == ["column 1", "column 2"]
    assert len(read("9\tx9\n" + headless * 3, columns=Columns("column 2")).turns) == 13


TITLED = {
    "a title in the table": "Meeting of May,,\n,,\n{}",
    "a title alone": "Meeting of May\n\n{}",
    "a title and a date": "Meeting of May,,\nDate,3 May,\n{}",
}


@pytest.mark.parametrize("opening", TITLED.values(), ids=TITLED.keys())
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("times", [1, 10])
def test_titles_above_the_header_are_no_turns(opening, mark, times):
    """The header is found below them; they stay as headings and notes."""
    rows = "Time,Speaker,Text\n" + "00:05,Ann Lee,Hello there.\n00:09,Bob Ray,Hi.\n" * times
    t = read(opening.format(rows).replace(",", mark))
    assert turns(t) == [("Ann Lee", "Hello there."), ("Bob Ray", "Hi.")] * times
    assert [turn.start_ms for turn in t.turns][:2] == [5_000, 9_000]
    assert t.text.startswith("Meeting of May\n")
    assert t.segments[0].kind == "heading"
    assert is_even(t)


OFFERED = {
    **ASKED,
    "a title": "Meeting of May,,\n,,\nfoo,bar,baz\nx1,Some words are here,1\nx2,Other words,2\n",
    "no header": "9\tx9\n" + "1\tSome words are here\n2\tOther words are there\n3\tMore of them now\n" * 3,
    "a head is missing": "foo,,baz\nx1,Some words are here,1\nx2,Other words are there,2\nx3,More of them,3\n",
    "heads twice": "foo,foo,baz\nx1,Some words are here,1\nx2,Other words are there,2\nx3,More of them,3\n",
    "wider rows": "foo\tbar\nx1\tSome words\t1\nx2\tOther words\t2\nx3\tMore words\t3\n",
}


@pytest.mark.parametrize("text", OFFERED.values(), ids=OFFERED.keys())
def test_the_columns_offered_are_the_columns_accepted(text):
    """Whichever two a person chooses, no column is unknown afterwards."""
    mark = max("\t;,", key=text.count)
    source = Source("x", text.encode())
    for options in (Options(), Options(columns=Columns("nope"))):
        with pytest.raises(ColumnsError) as caught:
            table_reader.read(source, options)
        names = caught.value.facts["columns"]
        assert len(names) == len(set(names)) >= text.splitlines()[0].count(mark) + 1
        for one, other in zip(names, [*names[1:], names[0]], strict=True):
            t = table_reader.read(source, Options(columns=Columns(one, other)))
            assert is_even(t)


NO_TABLES = {
    "names, tabs and sentences": "Ann\tGood morning, all of you.\nBo\tGood morning to you.\nAnn\tSo.\nBo\tYes.\n",
    "a chat log": "00:05:41\tAnna:\tHi.\n00:05:45\tBob:\tHello.\n00:05:49\tAnna:\tBye.\n",
    "commas in speech": "MR. LOWE: one, two, three.\nMS. REED: four, five, six.\nMR. LOWE: a, b, c.\n",
    "prose that names columns": "The speaker, the text, and the time.\nNobody, as I know, agrees, or does.\nSo, no.\n",
    "one line": "speaker,text\n",
}


@pytest.mark.parametrize("text", NO_TABLES.values(), ids=NO_TABLES.keys())
def test_text_is_no_table(text):
    """Names before tabs, commas in prose and chat logs stay text."""
    assert shape_of(text) is None


def test_formulas_are_text():
    """What a spreadsheet would run is only words here."""
    rows = [("speaker", "text"), ("Ann", "=HYPERLINK(1)"), ("Bo", "@SUM(1) is it"), ("Ann", "+1 from me")]
    assert turns(read(written(rows))) == rows[1:]


def test_a_quote_never_closed_loses_nothing():
    """A sign that opens a cell and never ends would swallow the rest; it is read as a plain sign, and said."""
    rows = "".join(f"Ann,line {number} of them\nBo,and so on\n" for number in range(60))
    t = read('speaker,text\nAnn,"Oh\n' + rows)
    assert len(t.turns) == 121
    assert "never closed" in t.defects[0].message


QUOTED = {
    "numbers": ('id,text\n1,"Hello, there."\n2,"Well, yes."\n', "Speaker", "Speaker"),
    "one column": ('utterance\n"Hello, there."\n"Well, yes."\n', "Speaker", "Speaker"),
    "side by side": ('Interviewer,Respondent\n"Hello, there.","Well, yes."\n', "Interviewer", "Respondent"),
    "beside others": ('id,question,answer\n1,"Hello, there.","Well, yes."\n', "question", "answer"),
}


@pytest.mark.parametrize(("text", "one", "other"), QUOTED.values(), ids=QUOTED.keys())
def test_small_tables_of_quoted_words_are_tables(text, one, other):
    """Neither their header nor their signs are speech."""
    t = read(text)
    assert turns(t) == [(one, "Hello, there."), (other, "Well, yes.")]
    assert t.format == "table"
    assert is_even(t)
    assert "other text of the file" not in [each.what for each in t.extraction.dropped]


def test_questions_and_answers_beside_names_are_asked_about():
    """Whether the name is whose question or whose answer it is, nobody knows."""
    with pytest.raises(ColumnsError) as caught:
        read('name,question,answer\nAnn,"Hello, there.","Well, yes."\n')
    assert caught.value.facts["columns"] == ["name", "question", "answer"]


def test_a_header_alone_is_an_empty_table():
    """Its words are no speech."""
    with pytest.raises(EmptyFileError, match="This table is empty"):
        read("speaker,text\n")


def test_quoted_lines_among_others_are_no_table():
    """A text may open with "Transcript" and quote somebody."""
    text = 'Transcript\n"Hello," said Ann.\n"Well, yes."\n'
    assert shape_of(text) is None
    assert shape_of('Transcript\n"Hello."\n' + "And so on.\n" * 9000) is None
    assert shape_of("utterance\n" + '"And so on."\n' * 9000)


SWALLOWED = {
    "at the end": 'speaker,text\nAnn,"Hello, there.\nBob,Hi.\n',
    "before other quotes": 'speaker,text\nAnn,"Hello, there.\nBob,Hi.\nAnn,"Oh, no."\nBob,Yes.\n',
    "between rows": 'speaker,text\nAnn,So.\nAnn,"Hello, there.\nBob,Hi.\nAnn,"And ""so""\non."\nBob,Yes.\n',
}


@pytest.mark.parametrize("text", SWALLOWED.values(), ids=SWALLOWED.keys())
def test_a_quote_never_closed_swallows_no_rows(text):
    """The line is a row by itself and those below it are others' words, with a defect that names the line."""
    t = read(text)
    at = text[: text.index('"')].count("\n")
    assert turns(t)[at - 1 : at + 1] == [("Ann", "Hello, there."), ("Bob", "Hi.")]
    assert len(t.turns) == text.count("\nAnn,") + text.count("\nBob,")
    assert f"never closed, in line {at + 1};" in t.defects[0].message
    assert is_even(t)


def test_quotes_that_are_never_closed_anywhere_are_plain_signs():
    """No row is lost to them, however many there are."""
    t = read("speaker,text\n" + 'Ann,"Hello there.\nBob,Hi.\n' * 150)
    assert turns(t)[-2:] == [("Ann", '"Hello there.'), ("Bob", "Hi.")]
    assert len(t.turns) == 300
    assert "plain signs" in t.defects[0].message


def test_lines_within_a_closed_quote_stay_one_cell():
    """Though they look like rows."""
    t = read('speaker,text\nAnn,"Take these:\nBob,one\nEve,two"\nBob,"He said\nAnn,three"\n')
    assert [name for name, _ in turns(t)] == ["Ann", "Bob"]
    assert not t.defects


def test_ragged_rows_are_said():
    """Rows with too many or too few cells are read by place, and a defect tells where."""
    t = read("speaker,text,x\nAnn,Hello there,1\nBo,Hi\nAnn,So it is,2,3\nBo,Yes,4\nAnn,No,5\n")
    assert [words for _, words in turns(t)] == ["Hello there", "Hi", "So it is", "Yes", "No"]
    assert "2 rows have another number of cells" in t.defects[0].message
    assert is_even(t)


def test_an_empty_table_is_an_empty_file():
    """A header and nothing under it, or rows in which nobody says a word."""
    with pytest.raises(EmptyFileError):
        read("speaker,text\nAnn,\nBo,\n", columns=Columns("text", "speaker"))


def damaged():
    """Files made from the cases by rule: cut off, in other encodings, with zeros, quotes and signs changed."""
    for path in [*CASES, *BOOKS]:
        data = path.read_bytes()
        for part in (0.05, 0.3, 0.55, 0.8, 0.97):
            yield f"{path.name} cut at {part}", data[: int(part * len(data))]
        yield f"{path.name} with zeros", data.replace(b"e", b"\0", 4)
        yield f"{path.name} with a quote", data.replace(b"o", b'"', 1)
        yield f"{path.name} with other signs", data.replace(b";", b",").replace(b"|", b"\t")
        yield f"{path.name} in UTF-16", data.decode("cp1252", "replace").encode("utf-16")
        yield f"{path.name} twice", data * 2


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in damaged()])
def test_damaged_tables_end_well(data):
    """Each is read with an account that comes out even, or refused in a sentence."""
    assert ends_well(data)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([*CASES, *BOOKS]), st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 200), st.integers(0, 2)))
)
def test_any_damage_to_a_table_ends_well(path, blows):
    """Stretches deleted, doubled and flipped anywhere."""
    data = bytearray(path.read_bytes())
    for start, length, how in blows[:5]:
        piece = data[start : start + length]
        data[start : start + length] = [b"", piece * 2, bytes(b ^ 5 for b in piece)][how]
    assert ends_well(data)


def test_a_table_with_markup_in_its_cells_is_a_table():
    """Tags in cells do not make it a page."""
    rows = [("speaker", "text"), *((name, f"<p>{words}</p>") for name, words in SAID * 10)]
    assert detect(Source("x", written(rows).encode())).NAME == "table"
