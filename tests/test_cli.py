"""The command keeps its contract: the columns, one line for an error, status 2 for what the user can mend."""

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from pyarrow import parquet

from onrecord import launch
from onrecord.cli import main
from onrecord.corrections import Person, to_json
from onrecord.stats import STATS

ROOT = Path(__file__).resolve().parents[1]
TWO = """ANNA BERG: Good morning. We agreed on three points.

TOM OKORO: Thank you, Anna. (Laughter.) Two points, I think.
"""
TURN_COLUMNS = [
    "transcript",
    "turn",
    "speaker",
    "label",
    "role",
    "start",
    "end",
    "start_ms",
    "end_ms",
    "n_words",
    "text",
]
SEGMENT_COLUMNS = ["transcript", "kind", "start", "end", "turn", "speaker"]


@pytest.fixture
def two(tmp_path):
    path = tmp_path / "two.txt"
    path.write_text(TWO, encoding="utf-8")
    return path


@pytest.fixture
def run(capfdbinary):
    """Runs the command in this process; returns status, standard output, lines of standard error."""

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out, err.decode().splitlines()

    return run


# --- parse -------------------------------------------------------------------------------------------------------


def test_parse_gives_a_row_a_turn(run, two):
    """One JSON object a turn, with the label as printed and the speech without stage directions."""
    status, out, err = run("parse", two)
    first, second = map(json.loads, out.splitlines())
    assert (status, err) == (0, [])
    assert list(first) == TURN_COLUMNS
    nowhere = {"start_ms": None, "end_ms": None}
    assert first == {
        "transcript": "two.txt", "turn": 0, "speaker": "ANNA BERG", "label": "ANNA BERG", "role": "",
        "start": 0, "end": 53, "n_words": 7, "text": "Good morning. We agreed on three points.", **nowhere,
    }  # fmt: skip
    assert second == {
        "transcript": "two.txt", "turn": 1, "speaker": "TOM OKORO", "label": "TOM OKORO", "role": "",
        "start": 53, "end": 114, "n_words": 7, "text": "Thank you, Anna. Two points, I think.", **nowhere,
    }  # fmt: skip


@pytest.mark.parametrize(("options", "columns"), [([], TURN_COLUMNS), (["--segments"], SEGMENT_COLUMNS)])
def test_every_format_has_the_same_columns_and_values(run, two, options, columns):
    """JSON Lines, CSV and Parquet hold the same table."""
    _, lines, _ = run("parse", two, *options)
    _, cells, _ = run("parse", two, *options, "--to", "csv")
    _, binary, _ = run("parse", two, *options, "--to", "parquet")
    expected = [json.loads(line) for line in lines.splitlines()]
    assert list(expected[0]) == columns
    table = parquet.read_table(io.BytesIO(binary))
    assert table.column_names == columns
    assert table.to_pylist() == expected
    frame = pd.read_csv(io.BytesIO(cells), keep_default_na=False, dtype=str)
    assert frame.to_dict("records") == [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in expected
    ]


def test_segments_tile_the_text(run, two):
    """The segments follow one another from the first character to the last, and say whose they are."""
    _, out, _ = run("parse", two, "--segments")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["start"] for row in rows] == [0, *(row["end"] for row in rows[:-1])]
    assert rows[-1]["end"] == len(TWO)
    stage = next(row for row in rows if row["kind"] == "stage")
    assert TWO[stage["start"] : stage["end"]] == "(Laughter.)"
    assert (stage["turn"], stage["speaker"]) == (1, "TOM OKORO")


def test_columns_keep_their_types_when_everything_is_missing(run, two, tmp_path):
    """A transcript without times and one with them fit into one Parquet file."""
    timed = tmp_path / "timed.txt"
    timed.write_text("Anna Berg 00:01\nGood morning.\n\nTom Okoro 00:09\nThank you.\n\nAnna Berg 00:12\nGood.\n")
    status, out, err = run("parse", two, timed, "--to", "parquet")
    assert (status, err) == (0, [])
    assert str(parquet.read_table(io.BytesIO(out)).schema.field("start_ms").type) == "int64"


def test_files_of_one_name_are_told_apart(run, tmp_path):
    """Two files that share a name are named by their paths."""
    paths = [tmp_path / day / "remarks.txt" for day in ("monday", "tuesday")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(TWO)
    _, out, _ = run("parse", *paths)
    assert {json.loads(line)["transcript"] for line in out.splitlines()} == {str(path) for path in paths}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_no_text_is_shown_anyway(run, tmp_path):
    """A file whose name is not UTF-8 is read; what cannot be shown of the name is a replacement character."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(TWO)
    status, out, _ = run("parse", path)
    assert (status, json.loads(out.splitlines()[0])["transcript"]) == (0, "caf\ufffd.txt")


def test_the_ending_of_the_output_names_its_format(run, two, tmp_path):
    """-o turns.csv is CSV; --to has the last word; nothing is left beside the file."""
    status, out, _ = run("parse", two, "-o", tmp_path / "turns.csv")
    assert (status, out) == (0, b"")
    assert (tmp_path / "turns.csv").read_text().splitlines()[0] == ",".join(TURN_COLUMNS)
    run("parse", two, "-o", tmp_path / "turns.txt", "--to", "jsonl")
    assert json.loads((tmp_path / "turns.txt").read_text().splitlines()[0])["turn"] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["turns.csv", "turns.txt", "two.txt"]


def test_an_output_is_whole_or_absent(two, tmp_path, monkeypatch):
    """When writing fails half-way the old file still stands, and no half file is left."""
    output = tmp_path / "turns.jsonl"
    output.write_text("old")

    def fail_after_a_row(_frames, file, **_options):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("onrecord.export.files.write", fail_after_a_row)
    assert main(["parse", str(two), "-o", str(output)]) == 2
    assert output.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["turns.jsonl", "two.txt"]


def test_a_transcript_is_never_overwritten(run, two):
    status, _, (line,) = run("parse", two, "-o", two)
    assert status == 2
    assert "would destroy it" in line
    assert two.read_text() == TWO


def test_the_other_files_are_still_read(run, two, tmp_path):
    """One unreadable file among several: its reason in a line, the rows of the others, status 2."""
    empty = tmp_path / "empty.txt"
    empty.touch()
    status, out, (line,) = run("parse", empty, two)
    assert (status, len(out.splitlines())) == (2, 2)
    assert "empty.txt" in line


def test_formulas_are_escaped_in_csv_and_raw_in_json(run, tmp_path):
    path = tmp_path / "formula.txt"
    path.write_text("=1+1 was typed.\n")
    assert b",'=1+1 was typed." in run("parse", path, "--one-speaker", "--to", "csv")[1]
    assert json.loads(run("parse", path, "--one-speaker")[1])["text"] == "=1+1 was typed."


def test_an_old_encoding_is_named(run, tmp_path):
    """A text in Windows-1252 is read, and a line says so."""
    path = tmp_path / "old.txt"
    path.write_bytes("ANNA BERG: Le café est prêt.\n\nTOM OKORO: Merci.\n".encode("cp1252"))
    status, out, (line,) = run("parse", path)
    assert (status, "café" in out.decode()) == (0, True)
    assert "Windows-1252" in line


def test_a_text_without_labels_is_said_to_be_one_speakers(run, tmp_path):
    path = tmp_path / "prose.txt"
    path.write_text("It rained all day. Nobody came.\n")
    status, out, (line,) = run("parse", path)
    assert (status, len(out.splitlines())) == (0, 1)
    assert "No speaker labels" in line
    assert run("parse", path, "--one-speaker")[2] == []


# --- what the user can mend --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["parse"], "FILE"),
        (["parse", "missing.txt"], "There is no file named 'missing.txt'."),
        (["parse", "."], "'.' is a folder"),
        (["parse", "empty.txt"], "empty"),
        (["parse", "picture.png"], "PNG"),
        (["parse", "two.txt", "--to", "xls"], "'jsonl', 'csv', 'parquet'"),
        (["parse", "two.txt", "--unknown"], "--unknown"),
        (["parse", "two.txt", "--seg"], "--seg"),
        (["parse", "two.txt", "-o", "nowhere/turns.csv"], "nowhere"),
        (["parse", "two.txt", "-o", "."], "is a folder"),
        (["stats"], "share, frequency"),
        (["stats", "shares", "two.txt"], "There is no statistic named 'shares'"),
        (["stats", "share", "missing.txt"], "There is no file named 'missing.txt'."),
        (["stats", "share", "two.txt", "empty.txt"], "empty"),
        (["stats", "share", "two.txt", "--speaker", "Nobody"], "ANNA BERG, TOM OKORO"),
        (["stats", "share", "two.txt", "--topic", "Nothing"], "There is no topic named 'Nothing'"),
        (["stats", "topics", "two.txt", "--lexicon", "missing.toml"], "There is no file named 'missing.toml'."),
        (["stats", "topics", "two.txt", "--lexicon", "two.txt"], "two.txt is not TOML"),
        (["stats", "frequency", "two.txt", "--limit", "x"], "'x' is not a whole number"),
        (["stats", "concordance", "two.txt"], "--term"),
        (["pasre", "two.txt"], "no file and no command named 'pasre'"),
        (["missing.txt"], "There is no file named 'missing.txt'."),
        (["serve", "."], "is a folder"),
        (["--port", "99999"], "'99999' is not a port"),
        (["serve", "--address", "256.1.1.1.1", "--no-browser"], "256.1.1.1.1"),
    ],
)
def test_a_mistake_gets_one_line_and_status_2(run, two, monkeypatch, arguments, says):
    """Nothing on standard output, one line on standard error that tells what is wrong, status 2."""
    (two.parent / "empty.txt").touch()
    (two.parent / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    monkeypatch.chdir(two.parent)
    status, out, err = run(*arguments)
    assert (status, out) == (2, b"")
    assert len(err) == 1
    assert err[0].startswith("onrecord: ")
    assert says in err[0]


@pytest.mark.skipif(os.name == "nt", reason="closing a pipe is another thing there")
def test_a_closed_pipe_is_no_complaint(tmp_path):
    """`onrecord parse … | head -1` prints one row and nothing else."""
    path = tmp_path / "long.txt"
    path.write_text(TWO * 5_000)
    command = [sys.executable, "-m", "onrecord", "parse", str(path)]
    parse = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    json.loads(parse.stdout.readline())
    parse.stdout.close()
    assert parse.stderr.read() == b""
    assert parse.wait(30) == 0


def test_standard_input_is_read(two):
    """- is standard input."""
    command = [sys.executable, "-m", "onrecord", "parse", "-"]
    answer = subprocess.run(command, cwd=ROOT, input=two.read_bytes(), capture_output=True, check=True)
    assert json.loads(answer.stdout.splitlines()[1])["label"] == "TOM OKORO"


# --- stats -------------------------------------------------------------------------------------------------------


def rows(out: bytes) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_stats_writes_a_statistic(run, two):
    status, out, err = run("stats", "share", two)
    assert (status, err) == (0, [])
    assert [(row["speaker"], row["words"], row["words_share"]) for row in rows(out)] == [
        ("ANNA BERG", 7, 0.5),
        ("TOM OKORO", 7, 0.5),
    ]


def test_a_speaker_is_a_selection(run, two):
    """--speaker, in any case, keeps that speaker's sentences; two of them keep both."""
    _, one, _ = run("stats", "frequency", two, "--speaker", "tom okoro", "--stop-words")
    assert {row["term"] for row in rows(one)} == {"thank", "you", "anna", "two", "points", "i", "think"}
    _, both, _ = run("stats", "share", two, "--speaker", "TOM OKORO", "--speaker", "ANNA BERG")
    assert sum(row["words"] for row in rows(both)) == 14


def test_a_topic_is_a_selection(run, tmp_path):
    """--topic keeps the sentences on that topic only."""
    path = tmp_path / "topics.txt"
    path.write_text("ANNA BERG: The ceasefire holds. Lunch is served.\n\nTOM OKORO: Thank you.\n")
    _, kept, _ = run("stats", "share", path, "--topic", "peace & NEGOTIATION")
    assert sum(row["words"] for row in rows(kept)) == 3


def test_a_lexicon_of_ones_own_is_another_set_of_topics(run, two):
    """--lexicon takes the topics of a file, for the statistic and for --topic."""
    lexicon = two.parent / "mine.toml"
    lexicon.write_text('[[topic]]\nname = "Points"\nterms = ["point*"]\n', encoding="utf-8")
    _, out, _ = run("stats", "topics", two, "--lexicon", lexicon, "--topic", "points")
    assert [(row["speaker"], row["topic"], row["sentences"]) for row in rows(out)] == [
        ("ANNA BERG", "Points", 1),
        ("TOM OKORO", "Points", 1),
    ]


@pytest.mark.parametrize("name", list(STATS))
def test_every_registered_statistic_is_a_command(run, two, name):
    """Each gives its own columns, in order, also where it selects nothing."""
    needed = {"term": ["--term", "points"], "quotation": ["--quotation", "points"]}
    options = [word for need in STATS[name].needs for word in needed.get(need, [])]
    options += ["--speaker", "Tom Okoro"] if name == "keyness" else []  # everybody against nobody is no comparison
    status, out, err = run("stats", name, two, *options, "--to", "csv")
    assert (status, err) == (0, [])
    assert out.decode().splitlines()[0].split(",") == list(STATS[name].columns)


def test_a_statistics_parameters_are_options(run, two):
    """Choices, numbers and switches of the function are options of the command."""
    assert len(rows(run("stats", "frequency", two, "--limit", "2", "--stop-words")[1])) == 2
    assert len(rows(run("stats", "frequency", two, "--limit", "all", "--stop-words")[1])) > 10
    assert run("stats", "frequency", two, "--unit", "phrases")[0] == 0
    (hit,) = rows(run("stats", "concordance", two, "--term", "three points")[1])
    assert hit["match"] == "three points"


def test_one_speaker_is_compared_with_another(run, two):
    """Keyness takes whose words are compared with whose; what is left out by hand is in neither list."""
    whose = ("--speaker", "Tom Okoro", "--against", "Anna Berg", "--stop-words")
    status, out, _ = run("stats", "keyness", two, *whose)
    assert status == 0
    found = rows(out)
    assert {row["side"] for row in found} == {"target", "reference"}
    word = found[0]["term"]
    assert word not in {row["term"] for row in rows(run("stats", "keyness", two, *whose, "--stop", word)[1])}
    assert run("stats", "keyness", two, "--against", "Nobody")[0] == 2
    assert run("stats", "frequency", two, "--language", "xx")[0] == 2
    assert "no rest" in run("stats", "keyness", two)[2][0]
    assert run("stats", "diversity", two, "--window", "0")[0] == 2


@pytest.mark.parametrize("arguments", [["--help"], ["parse", "--help"], ["stats", "share", "--help"], ["--version"]])
def test_help_is_no_mistake(arguments):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0


def test_the_help_of_stats_lists_the_statistics(run):
    status, out, _ = run("stats", "--help")
    assert status == 0
    assert all(name in out.decode() for name in STATS)


# --- serve -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["serve"], []])
def test_files_are_handed_to_the_page(command, two, monkeypatch):
    """`onrecord FILE` serves, and tells the page which files to open, by absolute path."""
    started = {}
    monkeypatch.chdir(two.parent)
    monkeypatch.setenv(launch.OPEN_VARIABLE, "")
    monkeypatch.setattr(launch, "_run_streamlit", lambda options: started.update(options=options) or 0)
    assert main([*command, "two.txt", "--no-browser"]) == 0
    assert json.loads(os.environ[launch.OPEN_VARIABLE]) == [str(two.resolve())]
    assert "--server.address=127.0.0.1" in started["options"]
    assert "--browser.gatherUsageStats=false" in started["options"]


@pytest.fixture
def mended(two, tmp_path):
    """A file of corrections of ``two``: ANNA BERG is Anna."""
    file = tmp_path / "corrections.json"
    sha256 = hashlib.sha256(two.read_bytes()).hexdigest()
    file.write_text(to_json([Person(("ANNA BERG",), "Anna")], sha256=sha256, name=two.name), encoding="utf-8")
    return file


def test_exported_corrections_are_applied_again(run, two, mended):
    """The rows carry the corrected name and still the printed label."""
    status, out, _ = run("parse", two, "--corrections", mended)
    rows = [json.loads(line) for line in out.splitlines()]
    assert (status, rows[0]["speaker"], rows[0]["label"]) == (0, "Anna", "ANNA BERG")


def test_corrections_of_another_file_are_refused(run, two, mended, tmp_path):
    """Words of one text are never given to speakers by the corrections of another."""
    other = tmp_path / "other.txt"
    other.write_text(two.read_text() + "\nANNA BERG: Bye.\n")
    status, out, err = run("parse", other, "--corrections", mended)
    assert (status, out, len(err)) == (2, b"", 1)
    assert "holds corrections of another file" in err[0]


def test_what_holds_no_corrections_is_refused(run, two):
    """A transcript in their place gets one sentence."""
    status, _, err = run("parse", two, "--corrections", two)
    assert (status, len(err)) == (2, 1)
    assert "not JSON" in err[0]


def test_columns_and_patterns_can_be_said_on_the_command_line(tmp_path, capsys):
    """What the page asks for is an option here, and a table that asks says which columns there are."""
    (tmp_path / "t.csv").write_text("a;b;c\nk1;x17;Good morning, and welcome.\nk2;x18;Hm.\nk3;x19;Yes.\nk4;x20;No.\n")
    assert main(["parse", str(tmp_path / "t.csv")]) == 2
    assert "columns do not say" in capsys.readouterr().err
    assert main(["parse", str(tmp_path / "t.csv"), "--columns", "text=c,speaker=b"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["speaker"], row["text"]) for row in rows][:2] == [
        ("x17", "Good morning, and welcome."),
        ("x18", "Hm."),
    ]
    assert main(["parse", str(tmp_path / "t.csv"), "--columns", "words=c"]) == 2
    assert "should be text=NAME" in capsys.readouterr().err
    (tmp_path / "t.txt").write_text("== Ann ==\nHello there.\n== Bob ==\nGood day.\n")
    assert main(["parse", str(tmp_path / "t.txt"), "--pattern", "== NAME =="]) == 0
    assert [json.loads(line)["label"] for line in capsys.readouterr().out.splitlines()] == ["Ann", "Bob"]
