"""The benchmark of accuracy itself: its measures by hand-worked cases, its golds and renderings of fictional text."""

from collections import Counter

import pytest

from benchmarks.accuracy.aliases import pairs_of
from benchmarks.accuracy.conversations import Conversation, Part, Said, conversations
from benchmarks.accuracy.found import NAME_AND_COLON, WITHIN_63, Found, FoundTurn, by_onrecord, by_pattern
from benchmarks.accuracy.gold import Gold, GoldTurn, Words, bare
from benchmarks.accuracy.independent import congressional, copied_out, with_reactions
from benchmarks.accuracy.marked import gold_of
from benchmarks.accuracy.metrics import calibration_error, f1, matched, measured, share
from benchmarks.accuracy.rendering import renderings

TEXT = "ANN: One two three.\n(Laughter.)\nBOB: Four five.\nANN: Six.\n"
"""Offsets: ANN 0, words 5–19, stage 20–31, BOB 32, words 37–47, ANN 48, words 53–57."""
GOLD = Gold(
    "hall",
    "test",
    TEXT.encode(),
    TEXT,
    [GoldTurn(0, "ANN", "Ann"), GoldTurn(32, "BOB", "Bob"), GoldTurn(48, "ANN", "Ann")],
    [(5, 19, "Ann"), (37, 47, "Bob"), (53, 57, "Ann")],
    [(20, 31, "stage")],
)
RIGHT = Found(
    [FoundTurn(0, "ANN", "a", 0.9), FoundTurn(32, "BOB", "b", 0.9), FoundTurn(48, "ANN", "a", 0.9)],
    [(0, 5, "label", ""), (5, 20, "speech", "a"), (20, 32, "stage", ""), (32, 37, "label", ""),
     (37, 48, "speech", "b"), (48, 53, "label", ""), (53, 58, "speech", "a")],
)  # fmt: skip


def test_a_perfect_reading_scores_one_everywhere():
    counts = measured(GOLD, RIGHT).counts
    assert [f1(counts, m) for m in ("boundary", "merged", "label", "stage")] == [1, 1, 1, 1]
    assert share(counts, "words", "right") == 1
    assert (counts["eaten", "hit"], counts["leaked", "hit"], counts["pk", "error"]) == (0, 0, 0)
    assert measured(GOLD, RIGHT).disagreements == []


def test_a_missed_turn_costs_recall_its_words_and_leaks_what_stood_before_it():
    found = Found(
        [RIGHT.turns[0], RIGHT.turns[2]],
        [(0, 5, "label", ""), (5, 48, "speech", "a"), (48, 53, "label", ""), (53, 58, "speech", "a")],
    )
    result = measured(GOLD, found)
    counts = result.counts
    assert f1(counts, "boundary") == pytest.approx(4 / 5)  # 2 hits, 3 gold, 2 found
    assert f1(counts, "merged") == pytest.approx(2 / 4)  # gold changes thrice, found once
    assert share(counts, "words", "right") == pytest.approx(4 / 6)  # "Four five" went to Ann
    assert share(counts, "leaked") == 1  # one word, "Laughter"
    assert [(d.what, d.offset) for d in result.disagreements] == [
        ("leaked, 1 words", 21), ("missed turn", 32), ("wrong speaker, 2 words", 37),
    ]  # fmt: skip


def test_speech_called_a_stage_direction_is_eaten_and_wrong():
    pieces = [*RIGHT.pieces[:4], (37, 48, "stage", ""), *RIGHT.pieces[5:]]
    counts = measured(GOLD, Found(RIGHT.turns, pieces)).counts
    assert share(counts, "eaten", of="words") == pytest.approx(2 / 6)
    assert share(counts, "words", "right") == pytest.approx(4 / 6)
    assert f1(counts, "stage") == pytest.approx(2 * 8 / (8 + 16))  # "Laughter" right, "Four", "five" too much


def test_one_found_speaker_stands_for_one_gold_speaker_only():
    """Who is split in two loses the smaller half; who swallows another gets one of the two."""
    split = [*RIGHT.pieces[:6], (53, 58, "speech", "c")]
    assert measured(GOLD, Found(RIGHT.turns, split)).counts["words", "right"] == 5
    one = [(at, end, group, name and "a") for at, end, group, name in RIGHT.pieces]
    assert measured(GOLD, Found(RIGHT.turns, one)).counts["words", "right"] == 4


def test_a_label_cut_short_is_no_label_but_still_a_boundary():
    found = Found([RIGHT.turns[0]._replace(label="AN"), *RIGHT.turns[1:]], RIGHT.pieces)
    counts = measured(GOLD, found).counts
    assert (f1(counts, "boundary"), f1(counts, "label")) == (1, pytest.approx(2 / 3))


def test_where_the_gold_knows_some_speakers_the_turns_of_others_do_not_count():
    gold = GOLD._replace(turns=[GOLD.turns[1]], speech=[GOLD.speech[1]], unsaid=[], is_whole=False)
    counts = measured(gold, RIGHT).counts
    assert (counts["boundary", "gold"], counts["boundary", "found"], counts["boundary", "hit"]) == (1, 1, 1)
    assert counts["words", "all"] == 2


def test_calibration_is_the_distance_of_confidence_from_the_share_right():
    turns = [turn._replace(confidence=c) for turn, c in zip(RIGHT.turns, (0.6, 0.95, 0.95), strict=True)]
    turns[1] = turns[1]._replace(start=40)  # of the two turns at 0.95 one is right
    counts = measured(GOLD, Found(turns, RIGHT.pieces)).counts
    assert calibration_error(counts) == pytest.approx((0.4 + abs(1 - 1.9)) / 3)


@pytest.mark.parametrize(
    ("golds", "founds", "pairs"),
    [
        ([10, 20], [12, 18], [(0, 0), (1, 1)]),
        ([10], [13], []),
        ([10, 11], [12], [(0, 0)]),
        ([10], [8, 10], [(0, 0)]),
        ([0, 5, 9], [3, 7], [(1, 0), (2, 1)]),
        ([], [1], []),
    ],
)
def test_boundaries_match_one_to_one_within_two_characters(golds, founds, pairs):
    assert matched(golds, founds) == pairs


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Mr. SMITH:", "Mr. SMITH"),
        ("The Chair (Hon. Ann Low (Harlow, Lib.))", "The Chair"),
        ("The PRESIDING OFFICER  [Mr. Low].", "The PRESIDING OFFICER"),
        ("**Ann\n Low:**", "Ann Low"),
        ("(记者)", "(记者)"),
        ("J. Low.", "J. Low"),
    ],
)
def test_a_label_is_compared_without_note_and_punctuation(printed, name):
    assert bare(printed) == name


def test_passages_are_placed_by_whole_words_past_markup_and_after_a_point():
    text = "Go. Good. [[Page 7]] Go on, go. Go on"
    words = Words(text, [r"\[\[[^\]]*\]\]"])
    assert words.spans[words.find("Good. Go on")[0]] == (4, 8)
    assert words.find("Go on") == (2, 4)
    assert words.find("Go on", 3) == (5, 7)
    assert words.find("Goo") is None


def test_marks_become_turns_speech_and_what_nobody_said():
    gold = gold_of("case", "styles", "Head\n⟦**Ann Low**⟧ ⟨[0:12]⟩: Hi ⟨(laughs)⟩ all.\n⟦[Bob]⟧ No.\n")
    assert gold.text == "Head\n**Ann Low** [0:12]: Hi (laughs) all.\n[Bob] No.\n"
    assert gold.turns == [GoldTurn(7, "Ann Low", "ann low"), GoldTurn(43, "Bob", "bob")]
    assert [gold.text[start:end] for start, end, _kind in gold.unsaid] == ["[0:12]", "(laughs)"]
    spoken = [(gold.text[start:end].strip(), who) for start, end, who in gold.speech]
    assert [pair for pair in spoken if pair[0]] == [(": Hi", "ann low"), ("all.", "ann low"), ("No.", "bob")]


TALK = Conversation(
    "talk",
    "test",
    [
        Said("Mr. Ned Low", "low", [Part("One two. Three four! Five? Six.")]),
        Said("Ms. Ada Pine", "pine", [Part("Seven."), Part("(Pause.)", "stage"), Part("Eight [sic] nine.")]),
        Said("", "", [Part("A heading", "printed")]),
        Said("Mr. Ned Low", "low", [Part("Ten " * 40)]),
    ],
)


def test_every_style_holds_the_words_and_names_at_the_offsets_of_its_gold():
    styles = list(renderings(TALK))
    assert len(styles) == 9
    for gold in styles:
        names = [gold.text[turn.start : turn.start + len(turn.label)] for turn in gold.turns]
        assert names == [turn.label for turn in gold.turns]
        said = Counter()
        for start, end, who in gold.speech:
            said[who] += len(gold.text[start:end].split())
        assert said == {"low": 6 + 40, "pine": 1 + 1 + 1}
        assert [gold.text[start:end] for start, end, _kind in gold.unsaid] == ["(Pause.)", "A heading"]
    wrapped = next(gold for gold in styles if gold.rendered_in == "dot, wrapped")
    assert wrapped.text.startswith("  Mr. LOW. One two. Three four! Five?\n\nSix.\n\n  Ms. PINE. Seven.")
    assert max(map(len, wrapped.text.splitlines())) <= 72


def test_names_without_titles_are_not_rendered_in_dot_style():
    talk = TALK._replace(turns=[TALK.turns[0]._replace(label="Ned Low"), TALK.turns[1]])
    assert "dot, wrapped" not in {gold.rendered_in for gold in renderings(talk)}


def test_the_library_reads_a_plain_rendering_without_a_difference():
    lines = ["The bridge is open.", "Who paid for it?", "Everybody did.", "That was not my question.",
             "It is my answer.", "Then let us look at the bill."]  # fmt: skip
    turns = [Said(name, name, [Part(line)]) for name, line in zip(["Ned Low", "Ada Pine"] * 3, lines, strict=True)]
    gold = next(renderings(Conversation("talk", "test", turns)))
    assert measured(gold, by_onrecord(gold)).disagreements == []


def test_the_patterns_of_a_user_find_what_they_say():
    gold = gold_of("case", "styles", "Ann Low: Hi.\nthe clerk of the house, reading: No.\nA b: c\n")
    assert [turn.label for turn in by_pattern(NAME_AND_COLON)(gold).turns] == ["Ann Low"]
    assert [turn.label for turn in by_pattern(WITHIN_63)(gold).turns] == [
        "Ann Low", "the clerk of the house, reading", "A b",
    ]  # fmt: skip
    assert by_pattern(WITHIN_63)(gold_of("case", "styles", "x" * 63 + ": no")).turns == []


def test_alias_pairs_count_within_an_event_only():
    pairs = pairs_of({
        "1": {"Ann Low": "L", "MS. LOW": "L", "Bob Pine": "P"},
        "2": {"Ann Low": "X", "J. Hale": "H", "John Hale": "H2"},
    })  # fmt: skip
    assert (pairs.gold, pairs.found, pairs.both) == (1, 2, 1)
    assert pairs.false_merges == [("2", "J. Hale", "John Hale")]


def test_paragraphs_copied_out_are_placed_with_the_label_before_them(tmp_path):
    text = ("HOST: Welcome.\nLOW: Thank you.\nHOST: So?\nO'PINE:  Thank you.\nWe go on from here.\n(APPLAUSE)\n"
            "LOW: The first half ...\nHOST: Please.\nLOW: ... and the second half.\n")  # fmt: skip
    (tmp_path / "debate").write_text(text, encoding="utf-8")
    copies = {
        "Low": "Thank you.\nThe first half and the second half.\n",
        "OPine": "Thank you.\nWe go on from here.\nNot there.\n",
    }
    for name, copy in copies.items():
        (tmp_path / f"debate_{name}").write_text(copy, encoding="utf-8")
    gold = copied_out(tmp_path / "debate", [tmp_path / "debate_Low", tmp_path / "debate_OPine"])
    assert [(text[t.start :].partition(":")[0], t.speaker) for t in gold.turns] == [
        ("LOW", "Low"), ("O'PINE", "OPine"), ("LOW", "Low"), ("LOW", "Low"),
    ]  # fmt: skip
    assert gold.unplaced == 2


def test_items_of_the_record_give_turns_and_the_recorders_words(tmp_path):
    page = "<pre>\n  Mr. LOW. I rise to\n\n[[Page S7]]\n\nspeak.\n  The clerk called the roll.\n  I go on.\n</pre>\n"
    (tmp_path / "CREC-1.htm").write_text(page, encoding="utf-8")
    items = [
        ("speech", "  Mr. LOW. I rise to speak."),
        ("recorder", "The clerk called the roll."),
        ("speech", "I go on."),
    ]
    content = [{"kind": kind, "speaker": "Mr. LOW", "text": text} for kind, text in items]
    gold = congressional(tmp_path / "CREC-1.htm", {"content": content})
    assert gold.turns == [GoldTurn(page.index("Mr. LOW"), "Mr. LOW", "Mr. LOW")]
    unsaid = [page[start:end] for start, end, _kind in gold.unsaid]
    assert unsaid == ["The clerk called the roll", "[[Page S7]]"]
    assert page[gold.speech[-1][0] : gold.speech[-1][1]] == "I go on"


def test_listed_reactions_are_found_with_any_case_and_time(tmp_path):
    path = tmp_path / "debate.txt"
    path.write_text("Well [crosstalk 00:01:02] yes (LAUGHTER.) (laughter in court)", encoding="utf-8")
    gold = with_reactions(path, ["(Laughter)", "[crosstalk]"])
    assert [gold.text[start:end] for start, end, _kind in gold.unsaid] == ["[crosstalk 00:01:02]", "(LAUGHTER.)"]


SOURCES = {
    "a.json": '{"meeting_transcripts": [{"speaker": "Ann", "content": "Hi {vocalsound} all"}]}',
    "b.json": '{"speakers": [{"id": 0, "name": "Ann"}],'
              ' "monologues": [{"speaker": 0, "spans": [{"value": "Hi"}, {"value": " all"}]}]}',
    "c.json": '{"hansard": [{"type": "speaker", "name": "Ann", "spoken": "Hi  all"}]}',
    "d.json": '{"results": {"utterances": [{"speaker": 0, "transcript": "Hi"}, {"speaker": 0, "transcript": "all"}]}}',
    "e.xml": "<akomaNtoso xmlns='x'><speech by='#ann'><from>Ann:</from><p>Hi all</p></speech></akomaNtoso>",
    "f.xml": "<TEI><div><note type='speaker'>Ann</note><u who='#ann'><seg>Hi</seg></u>"
             "<u who='#ann'><seg>all</seg></u></div></TEI>",
    "g.xml": "<publicwhip><speech speakername='Ann' speakerid='1'><p>Hi all</p></speech>"
             "<speech><p>No</p></speech></publicwhip>",
    "h.vtt": "WEBVTT\n\n00:01 --> 00:02\nAnn: Hi\n\n00:02 --> 00:03\nAnn: all\n",
    "i.xml": "<Hansard><Intervention><Affiliation>Ann (Harlow)</Affiliation><ParaText>Hi all</ParaText>"
             "<ParaText><B>Some: </B>No</ParaText></Intervention></Hansard>",
}  # fmt: skip


def test_structured_sources_give_who_said_what(tmp_path):
    (tmp_path / "genre").mkdir()
    for name, data in SOURCES.items():
        (tmp_path / "genre" / name).write_text(data, encoding="utf-8")
    read = list(conversations(tmp_path))
    assert [conversation.name for conversation in read] == list(SOURCES)
    for conversation in read:
        first = conversation.turns[0]
        said = " ".join(part.text for part in first.parts)
        assert (first.label.removesuffix(" (Harlow)"), said) in {("Ann", "Hi all"), ("Speaker 1", "Hi all")}
    assert [(turn.label, turn.parts) for turn in read[-1].turns[1:]] == [("Some", [Part("No")])]
    assert {conversation.genre for conversation in read} == {"genre"}
