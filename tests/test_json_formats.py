"""JSON of speech recognition, of corpora and of anybody: what is told, the account, damage, and what is refused."""

import json
import pickle
from pathlib import Path

import pytest

from onrecord.errors import ColumnsError, DamagedFileError, EmptyFileError, UnsupportedFormatError
from onrecord.formats import FORMATS, Columns, read
from onrecord.formats.json.times import clock
from onrecord.formats.json.values import in_ms
from onrecord.formats.json.walk import LIST, Walk, rows_at
from onrecord.formats.source import NotJson, Source
from onrecord.speech import speech_text
from tests.test_mutations import assert_usable
from tests.test_read import assert_whole

CASES = Path(__file__).parent / "cases"
KINDS = [name for name, form in FORMATS.items() if ".json" in form.SUFFIXES and name != "onrecord"]
"""All but our own, whose text is told within it."""
PATHS = sorted(path for kind in KINDS for path in (CASES / kind).iterdir() if not path.name.endswith(".expected.json"))
IDS = [f"{path.parent.name}/{path.name}" for path in PATHS]
VALUES = [Source(path.name, path.read_bytes()) for path in PATHS]
VALUES = [source.json_lines or source.json for source in VALUES]


def visible(value):
    """The visible characters of all strings in a value but the keys, counted one by one."""
    if isinstance(value, dict):
        return sum(visible(each) for each in value.values())
    if isinstance(value, list):
        return sum(visible(each) for each in value)
    return sum(not letter.isspace() for letter in value) if isinstance(value, str) else 0


def said(t):
    return [(t.speakers[turn.speaker].name, speech_text(t, at)) for at, turn in enumerate(t.turns)]


def of(value, **options):
    return read(json.dumps(value).encode(), "x.json", **options)


def assert_even(t, value):
    account = t.extraction
    assert account.n_characters == visible(value)
    assert account.n_kept + sum(each.n_characters for each in account.dropped) == account.n_characters
    assert not any(each.what == "other text of the file" for each in account.dropped)


def test_what_rev_does_not_make_out_is_not_said():
    """ "<crosstalk>" is a remark, wherever it stands; "<" among words is one of them."""
    elements = [("text", "Five"), ("punct", " "), ("unknown", "<crosstalk>"), ("punct", " "), ("text", "is<six")]
    row = {"speaker": 0, "elements": [{"type": kind, "value": value} for kind, value in elements]}
    value = {"monologues": [row, {"speaker": 0, "elements": [{"type": "unknown", "value": "<inaudible>"}]}]}
    t = of(value)
    assert said(t) == [("Speaker 0", "Five is<six")]
    assert [t.text[s.start : s.end] for s in t.segments if s.kind == "stage"] == ["<crosstalk>", "<inaudible>"]
    assert_even(t, value)


def test_chevrons_open_turns_of_somebody_unnamed():
    """Captions as a list: ">>" is no word, begins a turn, and who speaks is not known; one speaker takes all."""
    texts = [">> Is the boat", "in? >> Since noon.", "We go.", ">> Good. 3>>2"]
    value = [{"text": text, "start": 2.0 * at, "duration": 2.0} for at, text in enumerate(texts)]
    t = of(value)
    assert said(t) == [("Speaker", "Is the boat in?"), ("Speaker", "Since noon. We go."), ("Speaker", "Good. 3>>2")]
    assert t.speakers[0].is_group
    assert "whose turns they are is not known" in t.defects[0].message
    assert_even(t, value)
    assert len(of(value, one_speaker=True).turns) == 1


def test_there_are_cases_of_every_kind():
    """No format of this family is left out below."""
    assert len(KINDS) == 16
    assert {path.parent.name for path in PATHS} == set(KINDS)


@pytest.mark.parametrize(("path", "value"), list(zip(PATHS, VALUES, strict=True)), ids=IDS)
def test_every_character_is_kept_or_listed(path, value):
    """The account comes out even by a count of its own, and what was left out stands under the name of its field."""
    t = read(path)
    assert_even(t, value)
    assert_whole(t)
    assert_usable(t)
    assert pickle.loads(pickle.dumps(t)) == t  # noqa: S301 our own


def at_pointer(value, pointer):
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


@pytest.mark.parametrize(("path", "value"), list(zip(PATHS, VALUES, strict=True)), ids=IDS)
def test_every_piece_says_where_it_stands(path, value):
    """An origin is a pointer, or two, to what is there; the first word of the piece stands in it."""
    t = read(path)
    assert t.origins
    for origin in t.origins:
        if not origin.where.startswith("/"):
            assert origin.where in {"transcript", "[]"}  # a text, or lines, told by their path
            continue
        first, _, last = origin.where.partition(" to ")
        words = t.text[origin.start : origin.end].split()
        around = json.dumps([at_pointer(value, first), at_pointer(value, last or first)], ensure_ascii=False)
        is_label = any(segment.kind == "label" and segment.start == origin.start for segment in t.segments)
        assert is_label or words[0] in around or words[0].strip(".,?") in around or not words[0].isascii()


UNSURE = {
    "aws-transcribe/segments.json": ["harbour"],
    "aws-calls/call.json": ["Harbour"],
    "deepgram/utterances.json": ["low?"],
    "deepgram/words.json": ["low?"],
    "assemblyai/utterances.json": ["bridge"],
    "google-speech/v2-labels.json": ["Order"],
    "watson/labels.json": ["tide"],
    "watson/wrapped.json": ["tide"],
    "speechmatics/v1.json": ["night"],
    "speechmatics/v2.json": ["rose"],
    "rev/elements.json": ["harbour"],
    "whisper/openai.json": ["Mumble mumble."],
    "whisper/whisperx.json": ["it"],
    "kaldi/wrapped.json": ["is."],
    "kaldi/vosk.json": ["two"],
    "kaldi/vosk-lines.jsonl": ["two"],
}


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_unsure_words_are_known(path):
    """The words below the mark are told, each at its place, and no others."""
    t = read(path)
    words = [t.text[word.start : word.end] for word in t.unsure]
    assert words == UNSURE.get(f"{path.parent.name}/{path.name}", [])


def test_left_out_fields_are_counted_under_their_path():
    """What is partly kept is listed with the rest of it."""
    t = read(CASES / "aws-transcribe" / "items.json")
    dropped = {each.what: (each.n_characters, each.n_pieces, each.example) for each in t.extraction.dropped}
    assert dropped["results.transcripts[].transcript"] == (17, 1, "The tide. Low. Wait.")
    assert dropped["results.items[].type"] == (4 * 13 + 3 * 11, 7, "pronunciation")
    assert dropped["results.items[].speaker_label"] == (5 * 7 - 2 * 5, 5, "spk_1")
    assert "results.items[].alternatives[].content" not in dropped


def test_one_speaker_takes_all():
    """Asked for, labels are left aside, and nothing complains."""
    t = read(CASES / "watson" / "labels.json", one_speaker=True)
    assert said(t) == [("Speaker", "the tide is low no %HESITATION high")]
    assert (t.has_labels, t.defects) == (False, ())


def test_metadata_comes_from_the_file():
    """Title, language and date where a format has them."""
    found = {name: dict(read(CASES / name).metadata) for name in (
        "aws-transcribe/items.json", "azure-speech/batch.json", "oyez/argument.json", "json/spanish.json",
        "speechmatics/v2.json", "whisper/cpp.json",
    )}  # fmt: skip
    assert list(found.values()) == [
        {"title": "j", "language": "en-GB"},
        {"title": "meeting.wav", "date": "2026-02-03T10:00:00Z"},
        {"title": "Oral Argument - March 2, 2026"},
        {"title": "Pleno del puerto", "date": "2026-02-03"},
        {"title": "board.mp3", "language": "en", "date": "2026-03-01T00:00:00Z"},
        {"language": "de"},
    ]
    assert [speaker.role for speaker in read(CASES / "oyez" / "argument.json").speakers] == ["justice", "", ""]


REFUSED = {
    "timings": ({"diarization": [{"start": 0.1, "end": 1.2, "speaker": "SPEAKER_00"}] * 3}, UnsupportedFormatError,
                "Timings but no words: .* 3 stretches"),
    "annotation": ({"pyannote": "Annotation", "content": [{"segment": {"start": 0, "end": 2}, "label": "B"}]},
                   UnsupportedFormatError, "Timings but no words"),
    "settings": ({"theme": "dark", "size": 3, "on": True, "path": {"a": 1}}, UnsupportedFormatError,
                 "one object of 4 fields .“theme”, “size”, “on”, ….*no list of turns"),
    "numbers": ([1, 2, 3], UnsupportedFormatError, "a list of 3 numbers"),
    "instances": ([{"segment": "[00:00:00.000 --> 00:00:01.000]", "label": "A", "start": 0, "end": 1}],
                  UnsupportedFormatError, "Timings but no words"),
    "points": ([[1, 2], [3, 4]], UnsupportedFormatError, "a list of 2 lists"),
    "objects of numbers": ([{"a": 1}], UnsupportedFormatError, "a list of 1 objects"),
    "nothing": ({"results": {"transcripts": [], "items": []}}, EmptyFileError, "no words that somebody says"),
    "empty list": ([], UnsupportedFormatError, "an empty list"),
    "empty object": ({}, UnsupportedFormatError, "an empty object"),
    "people": ([{"name": "Ann", "mail": "a@b"}, {"name": "Bo", "mail": "b@b"}], ColumnsError, "a list of 2 objects"),
    "files": ([{"name": f"f{n}", "content": "words of a file"} for n in range(6)], ColumnsError, "do not say who"),
    "posts": ([{"text": "A post.", "created_at": "2026-01-01T00:00:00Z"}] * 3, ColumnsError, "do not say who"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "error", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_transcript_is_refused_in_a_sentence(value, error, says):
    """The sentence says what was found, and ends."""
    with pytest.raises(error, match=says) as caught:
        of(value)
    assert str(caught.value).endswith(".")
    assert caught.value.facts["name"] == "x.json"
    assert pickle.loads(pickle.dumps(caught.value)).facts == caught.value.facts  # noqa: S301 our own


BROKEN = {
    "cut": (b'[{"speaker": "A",\n "text": "hi', "damaged in line 2"),
    "comma": (b'{"a": 1,\n\n"b" 2}', "damaged in line 3"),
    "deep": (b"[" * 200_000, "nested too deep"),
    "deep within": (b'{"a":' * 100_000, "nested too deep"),
    "huge": (b'{"a": ' + b"9" * 5_000 + b"}", "number too large"),
    "lines": (b'{"speaker": "A", "text": "hi"}\n{"speaker": "B" "text": 1}\n{"speaker": "C", "text": "yo"}\n',
              "damaged in line 2"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_json_is_refused_with_its_line(data, says):
    """Where it breaks, or why it cannot be read."""
    with pytest.raises(DamagedFileError, match=says):
        read(data, "x.json")


def test_lines_that_break_off_are_read_to_there():
    """The last line cut off is left out, and a defect says so."""
    whole = (CASES / "json" / "lines.jsonl").read_bytes()
    t = read(whole[:-20], "x.jsonl")
    assert said(t) == [("Ann", "Hello."), ("Bob", "Hi.")]
    assert [defect.message for defect in t.defects] == [
        "The file breaks off in line 3; what stands before it is shown."
    ]


def test_a_person_says_which_field_is_which():
    """The error has all the page needs to ask, and the answer reads the file."""
    rows = [{"a": {"b": f"Person {n}"}, "c": f"Line {n}.", "n": n, "t.x": 2 * n} for n in range(7)]
    with pytest.raises(ColumnsError) as caught:
        of({"list": rows, "other": [{"d": "x"}]})
    facts = caught.value.facts
    assert facts["columns"] == ["a.b", "c", "n", "t.x"]
    assert facts["rows"][1] == ["Person 1", "Line 1.", "1", "2"]
    assert (len(facts["rows"]), facts["guess"]) == (5, None)
    t = of({"list": rows, "other": [{"d": "x"}]}, columns=Columns("c", "a.b", "t.x"))
    assert said(t)[:2] == [("Person 0", "Line 0."), ("Person 1", "Line 1.")]
    assert [turn.start_ms for turn in t.turns][:3] == [0, 2000, 4000]
    assert_even(t, {"list": rows, "other": [{"d": "x"}]})
    with pytest.raises(ColumnsError, match="No list in this JSON has the fields “gone”"):
        of(rows, columns=Columns("gone"))


def test_a_guess_is_offered():
    """A list that looks like files or posts is asked about, with what its fields seem to be."""
    with pytest.raises(ColumnsError) as caught:
        of(REFUSED["files"][0])
    assert caught.value.facts["guess"] == Columns("content", "name")


NAMINGS = [
    ("speaker", "text"), ("Speaker", "Text"), ("speaker_name", "sentence"), ("speakerLabel", "transcript"),
    ("displayName", "message"), ("participant", "utterance"), ("user", "content"), ("author", "body"),
    ("from", "text"), ("name", "speech"), ("who", "said"), ("Redner", "Rede"), ("Sprecherin", "Inhalt"),
    ("orateur", "texte"), ("intervenant", "propos"), ("hablante", "intervención"), ("orador", "fala"),
    ("oratore", "testo"), ("mówca", "wypowiedź"), ("spreker", "tekst"), ("говорящий", "текст"),
    ("спікер", "промова"), ("发言人", "发言内容"), ("話者", "発言"), ("발언자", "내용"), ("المتحدث", "النص"),
]  # fmt: skip


@pytest.mark.parametrize(("speaker", "text"), NAMINGS)
def test_turns_are_known_by_many_names(speaker, text):
    """Whatever the habit or language, and wherever the list lies."""
    rows = [{"id": n, speaker: who, text: words} for n, (who, words) in enumerate([("Ann", "Hi."), ("Bo", "Yes?")] * 2)]
    expected = [("Ann", "Hi."), ("Bo", "Yes?")] * 2
    assert said(of(rows)) == expected
    assert said(of({"data": {"items": rows}, "n": 4})) == expected
    assert said(read("\n".join(json.dumps(row) for row in rows).encode())) == expected


def test_a_literal_none_names_nobody():
    """A printed "None" or null is no name."""
    rows = [
        {"speaker": "None", "text": "A voice."},
        {"speaker": None, "text": "Two."},
        {"speaker": "Ann", "text": "Hi."},
    ]
    assert said(of(rows)) == [("Speaker", "A voice."), ("Speaker", "Two."), ("Ann", "Hi.")]


@pytest.mark.parametrize(
    ("value", "unit_ms", "expected"),
    [
        (1.2, 1000, 1200), ("1.200s", 1000, 1200), ("5.24", 1000, 5240), (1200, 1, 1200), ("PT1M2.5S", 1000, 62_500),
        ("PT1H", 1000, 3_600_000), ("00:01:02.500", 1000, 62_500), ("00:00:01,500", 1000, 1500), ("1:05", 1000, 65_000),
        ({"seconds": 1, "nanos": 200_000_000}, 1000, 1200), ({"seconds": "3"}, 1000, 3000), (5_000_000.0, 1e-4, 500),
        (None, 1000, None), (True, 1000, None), (float("nan"), 1000, None), (float("inf"), 1000, None),
        (-1, 1000, None), (10**400, 1000, None), ("soon", 1000, None), ("", 1000, None), ("P", 1000, None),
        ([], 1000, None), ({}, 1000, None), ("nan", 1000, None), ("1e999s", 1000, None), ("9" * 79, 1000, None),
    ],
)  # fmt: skip
def test_times_of_every_kind(value, unit_ms, expected):
    """A time is milliseconds, or None."""
    assert in_ms(value, unit_ms) == expected


@pytest.mark.parametrize(
    ("name", "values", "n_characters", "expected"),
    [
        ("start", [0, 12, 30], 400, [0, 12_000, 30_000]),
        ("start", [0, 12_000, 30_000], 400, [0, 12_000, 30_000]),
        ("start", [0.5, 12.25], 200, [500, 12_250]),
        ("start_ms", [5, 7], 400, [5, 7]),
        ("offset.seconds", [5, 7], 2, [5000, 7000]),
        ("offsetInTicks", [10_000, 20_000], 2, [1, 2]),
        ("ts", ["1355517523.000005", "1355517524.500005"], 9, [0, 1500]),
        ("ts", [1_700_000_000, 1_700_000_060], 9, [0, 60_000]),
        ("ts", [1_700_000_000_000, 1_700_000_060_000], 9, [0, 60_000]),
        ("time", ["2026-01-01T10:00:00", "2026-01-01 10:01"], 9, [0, 60_000]),
        ("time", ["00:01", "x", None, "00:03"], 9, [1000, None, None, 3000]),
    ],
)
def test_times_of_lists_are_told_apart(name, values, n_characters, expected):
    """Seconds, milliseconds, ticks, clocks and days, by name, size and how fast people speak."""
    at = clock(name, values, n_characters)
    assert [at(value) for value in values] == expected


def test_halves_of_characters_are_replaced():
    """A character that JSON writes as two halves is one; a half that is alone becomes U+FFFD."""
    t = read(rb'[{"speaker": "A", "text": "\ud83d\ude00 \ud83d! \\ud83d"}, {"speaker": "B", "text": "\uDE00"}]')
    assert said(t) == [("A", "\U0001f600 \ufffd! \\ud83d"), ("B", "\ufffd")]
    t.text.encode("utf-8")


def test_the_walk_knows_every_string_and_list():
    """Paths are told apart, keys that are data are not, and nothing is too deep."""
    value = {"a": [{"b": "x"}, {"b": "y", "c": ["z", 1, None, {"d": "w"}]}, "v"], "a.b": "dot"}
    walk = Walk(value)
    assert walk.strings == {
        ("a", LIST, "b"): ["x", "y"], ("a", LIST, "c", LIST): ["z"], ("a", LIST, "c", LIST, "d"): ["w"],
        ("a", LIST): ["v"], ("a.b",): ["dot"],
    }  # fmt: skip
    assert walk.n_characters == visible(value)
    assert list(rows_at(value, ("a", LIST))) == [("/a/0", value["a"][0]), ("/a/1", value["a"][1])]
    keyed = {f"id{n}": {"text": "x"} for n in range(100)}
    assert Walk(keyed).strings == {("*", "text"): ["x"] * 100}
    many = [{f"id{n}": "x"} for n in range(100)]
    assert Walk(many).strings == {(LIST, "*"): ["x"] * 100}
    deep: list = ["end"]
    for _ in range(5_000):
        deep = [deep, "x"]
    assert Walk(deep).n_characters == 5_003


def test_text_that_opens_like_json_is_text():
    """Brackets and braces at the beginning make no JSON."""
    for text in ("[Ann]: Hi.\n[Bo]: Yes.\n[Ann]: So.\n", "{Applause}\n\nANN: Hi.\n\nBO: Yes.\n", "[00:12] Ann: Hi.\n"):
        assert Source("x", text.encode()).json == NotJson("")
        assert read(text.encode()).format == "text"
