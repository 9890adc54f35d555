"""XML of parliaments and scholars, CHAT and TextGrid: what is read, what is refused, and that nothing is lost."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import DamagedFileError, EmptyFileError, UnsupportedFormatError
from onrecord.formats import FORMATS, detect
from onrecord.formats.annotations.tiers import is_about, speaker_of
from onrecord.formats.source import Source
from onrecord.formats.xml.names import is_chair, ordered, parted, readable
from onrecord.formats.xml.times import moment
from onrecord.formats.xml.tree import parsed
from onrecord.speech import speech_text
from tests.test_read import assert_whole

CASES = Path(__file__).parent / "cases"
XML = ("akn", "tei", "publicwhip", "hansard-ca", "hansard-uk", "hansard-ni", "hansard-au", "bundestag", "eaf", "trs",
       "ttml", "speech-xml")  # fmt: skip
FAMILY = (*XML, "chat", "textgrid")
PATHS = [path for name in FAMILY for path in sorted((CASES / name).iterdir()) if not path.name.endswith(".json")]
XML_PATHS = [path for path in PATHS if path.parent.name in XML]
TALK = '<meeting><speech speaker="Ann Bell"><p>{}</p></speech><speech speaker="Bo"><p>No.</p></speech></meeting>'


def said(transcript):
    return [(turn.label, speech_text(transcript, at)) for at, turn in enumerate(transcript.turns)]


def assert_even(transcript):
    """The account comes out even: nothing is counted twice, and nothing is missing."""
    account = transcript.extraction
    if account is not None:
        assert account.n_kept + sum(each.n_characters for each in account.dropped) == account.n_characters


@pytest.mark.parametrize("path", XML_PATHS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_character_of_an_xml_case_is_kept_or_named(path):
    """Counted by another parser, the text of the file is what the account says, and no rest is nameless."""
    transcript = onrecord.read(path)
    data = path.read_bytes().replace(b'"-//PARLINFO//DTD HANSARD STORAGE//EN" []', b'"" ""')  # as XML has it
    n = sum(len("".join(text.split())) for text in ET.fromstring(data).itertext())  # noqa: S314 our own
    assert transcript.extraction.n_characters == n
    assert_even(transcript)
    assert "other text of the file" not in {each.what for each in transcript.extraction.dropped}


@pytest.mark.parametrize("path", PATHS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_case_is_recognised_by_its_bytes_and_by_one_reader_alone(path):
    """No other format claims the file with the same certainty."""
    source = Source("x", path.read_bytes())
    scores = {name: form.sniff(source) for name, form in FORMATS.items()}
    best = max(scores.values())
    assert best >= 2
    assert [name for name, score in scores.items() if score == best] == [path.parent.name]


@pytest.mark.parametrize("path", XML_PATHS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_origins_are_bytes_of_the_file(path):
    """Where a piece came from, an element opens in the file, whatever its encoding."""
    data = path.read_bytes()
    text = data.decode("utf-8" if b"UTF-8" in data[:60].upper() else "latin-1")
    head, _, body = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    wide = f'<?xml version="1.0" encoding="utf-8"?><!-- äö€ -->{body}'.encode()
    for version in (data, wide, ((head and body) or text).encode("utf-16")):
        origins = onrecord.read(version).origins
        assert origins
        for origin in origins:
            at = int(origin.where.removeprefix("byte ").replace(",", "")) - 1
            assert version[at : at + 1] == b"<"


PRINTED = """<?xml version="1.0" encoding="UTF-8"?>
<XML><Level-1-Heading><A ID="p1"/>Harbour Dues</Level-1-Heading>
  <Body><A ID="p2"/><Member>
Ms Bell:</Member>
 The dues are too high. I say so <Italic>every</Italic> year.</Body>
  <Body><A ID="p3"/>
They will not come down.</Body>
  <Body><Bold>Mr SPEAKER:</Bold> Order!</Body>
  <Body><Bold>Mr Reyes:</Bold> How high are they?</Body>
  <Body><Member>Ms Bell:</Member> Eleven crowns a ton.</Body>
  <Body><Bold>Mr Reyes:</Bold> That is nothing.</Body>
</XML>"""


def test_names_printed_in_paragraphs_are_read_where_no_element_says_who_speaks():
    """XML of a typesetter is a transcript too, by the grammar of plain text; other XML with colons is none."""
    transcript = onrecord.read(PRINTED.encode())
    assert said(transcript) == [
        ("Ms Bell", "The dues are too high. I say so every year.\n\nThey will not come down."),
        ("Mr SPEAKER", "Order!"),
        ("Mr Reyes", "How high are they?"),
        ("Ms Bell", "Eleven crowns a ton."),
        ("Mr Reyes", "That is nothing."),
    ]
    assert_even(transcript)
    with pytest.raises(UnsupportedFormatError):
        onrecord.read(
            b"<?xml version='1.0'?><p><echo>Error: no file</echo><echo>Info: done</echo><echo>Error: x</echo></p>"
        )


def test_tei_names_speakers_by_what_is_printed():
    """A bare identifier says less than the printed name; names may stand in the paragraphs alone."""
    play = """<TEI><teiHeader/><text><body><sp who="#a"><speaker>ANN.</speaker><p>Hello.</p></sp>
    <sp who="#bob"><speaker>Bob Ray.</speaker><p>No.</p></sp>
    <sp who="#hamlet"><speaker>Ham.</speaker><p>So.</p></sp></body></text></TEI>"""
    assert [s.name for s in onrecord.read(play.encode()).speakers] == ["ANN", "Bob Ray", "Hamlet"]
    lines = [("ANN", "Hello there."), ("BOB", "Good day."), ("ANN", "Is the boat in?"), ("BOB", "Since noon.")]
    talk = "".join(f"<p>{name}: {words}</p>\n" for name, words in lines)
    header = "<teiHeader><titleStmt><title>A talk</title></titleStmt></teiHeader>"
    transcript = onrecord.read(f"<TEI>{header}<text><body>{talk}</body></text></TEI>".encode())
    assert (transcript.format, said(transcript)) == ("tei", lines)
    assert [each.what for each in transcript.extraction.dropped] == ["header"]
    assert_even(transcript)


REFUSED = {
    "a bomb": '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>' + TALK.format("&b;"),
    "one that is recursive": '<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]>' + TALK.format("&a;"),
    "a long one": f'<!DOCTYPE a [<!ENTITY a "{"x" * 17}">]>' + TALK.format("&a;"),
    "a file": '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + TALK.format("&a;"),
    "a page": '<!DOCTYPE a [<!ENTITY a PUBLIC "x" "http://example.org/x">]>' + TALK.format("&a;"),
    "a parameter": '<!DOCTYPE a [<!ENTITY % a "x">]>' + TALK.format("x"),
    "a parameter elsewhere": '<!DOCTYPE a [<!ENTITY % a SYSTEM "http://example.org/x"> %a;]>' + TALK.format("x"),
    "too many": "<!DOCTYPE a [" + "".join(f'<!ENTITY a{n} "x">' for n in range(501)) + "]>" + TALK.format("&a1;"),
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_unsafe_entities_are_refused(text):
    """Nothing is expanded, fetched or read of a document that could do harm."""
    with pytest.raises(DamagedFileError, match="This XML defines unsafe entities; nothing was read"):
        onrecord.read(text.encode())


def test_letters_as_entities_are_read():
    """500 short entities are what real documents declare; HTML's own are known without."""
    declared = "".join(f'<!ENTITY e{n} "&#{8000 + n};">' for n in range(498)) + '<!ENTITY amp "&#38;#38;">'
    text = f'<!DOCTYPE a [{declared}<!ENTITY w "&#8211;">]>' + TALK.format("&e7; &w; &eacute; &amp; &unheard;")
    assert said(onrecord.read(text.encode()))[0] == ("Ann Bell", f"{chr(8007)} – é & &unheard;")


def test_elements_without_end_are_refused():
    """Depth is limited, in a whole file and in one whose tags do not fit."""
    deep = "<p>" * 100_000
    for text in (TALK.format(deep + "x" + "</p>" * 100_000), TALK.format(deep)):
        with pytest.raises(DamagedFileError, match="nested deeper"):
            onrecord.read(text.encode())


ENCODED = {
    "UTF-8 with a mark": ("\ufeff" + TALK, "utf-8", "UTF-8"),
    "UTF-16": (TALK, "utf-16", "UTF-16"),
    "UTF-16 without a mark": (TALK, "utf-16-be", "UTF-16"),
    "UTF-16, declared": ('<?xml version="1.0" encoding="UTF-16"?>' + TALK, "utf-16", "UTF-16"),
    "UTF-8, declared UTF-16": ('<?xml version="1.0" encoding="UTF-16"?>' + TALK, "utf-8", "UTF-8"),
    "Latin-1": ('<?xml version="1.0" encoding="ISO-8859-1"?>' + TALK, "latin-1", "ISO-8859-1"),
    "UTF-8, declared Latin-1": ('<?xml version="1.0" encoding="ISO-8859-1"?>' + TALK, "utf-8", "UTF-8"),
    "Windows-1252": ("<?xml version='1.0' encoding='windows-1252'?>" + TALK, "cp1252", "Windows-1252"),
    "Windows-1252, undeclared": (TALK, "cp1252", "Windows-1252"),
    "Cyrillic of Windows": ('<?xml version="1.0" encoding="windows-1251"?>' + TALK, "cp1251", "windows-1251"),
    "Shift-JIS": ('<?xml version="1.0" encoding="Shift_JIS"?>' + TALK, "shift_jis", "Shift_JIS"),
    "an unknown one": ('<?xml version="1.0" encoding="x-unknown"?>' + TALK, "utf-8", "UTF-8"),
}


@pytest.mark.parametrize(("text", "codec", "named"), ENCODED.values(), ids=ENCODED.keys())
def test_encodings_are_read_and_named(text, codec, named):
    """Whatever a file declares and is, its words come out, and the origins are bytes of it."""
    words = {"cp1251": "Здравствуйте", "shift_jis": "こんにちは世界"}.get(codec, "Café déjà vu")
    transcript = onrecord.read(text.format(words).encode(codec))
    assert (said(transcript)[0], transcript.encoding) == (("Ann Bell", words), named)


BROKEN = {
    "a stray ampersand": TALK.format("Bell & Sons, a &lt; b"),
    "a stray sign": TALK.format("if a < b > c"),
    "a tag without end": TALK.format("one <b>two"),
    "an end without tag": TALK.format("one</b> two"),
    "tags crossed": TALK.format("<i><b>one</i> two</b>"),
    "an attribute without quotes": TALK.format("<b class=x>one</b>"),
    "control characters": TALK.format("one\x0b\x01two"),
    "a second root": TALK.format("one") + TALK.format("two"),
    "a comment without end": TALK.format("one <!-- two"),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_tags_that_do_not_fit_are_read_and_said(text):
    """Both speakers and all words come out of a file that is no well-formed XML, and a defect says where it is none."""
    transcript = onrecord.read(text.encode())
    assert {"Ann Bell", "Bo"} == {turn.label for turn in transcript.turns}
    assert transcript.defects
    assert_whole(transcript)
    assert_even(transcript)


def test_many_paragraphs_make_no_page_of_turns():
    """XML that does not declare itself is XML where its elements are turns, however many paragraphs it has."""
    text = "<debate>" + TALK.format("One.</p><p>" * 40 + "Two.") + "</debate>"
    assert onrecord.read(text.encode()).format == "speech-xml"
    assert onrecord.read(("<div>" + "<p><b>ANN:</b> One.</p>" * 40 + "</div>").encode()).format == "html"


def test_a_file_that_breaks_off_is_read_to_its_end():
    """A download that stopped in a word gives what came, and says that it is not all."""
    whole = TALK.format("One two three.").encode()
    transcript = onrecord.read(whole[: whole.index(b"three") + 3])
    assert said(transcript) == [("Ann Bell", "One two thr")]
    assert "breaks off at byte" in transcript.defects[0].message


def test_other_xml_is_refused_with_advice():
    """A document without speeches gets one sentence, by every reader that may meet one."""
    for text in (
        "<?xml version='1.0'?><orders><order><item>Rope</item><price>5</price></order></orders>",
        "<TEI><teiHeader/><text><body><p>Dear Ann, all is well.</p></body></text></TEI>",
        "<akomaNtoso><act><body><p>Section 1.</p></body></act></akomaNtoso>",
    ):
        with pytest.raises(UnsupportedFormatError) as caught:
            onrecord.read(text.encode())
        assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "data",
    [
        b"<akomaNtoso><debate><debateBody><speech by='#a'><from>Ann</from></speech></debateBody></debate></akomaNtoso>",
        b"<publicwhip><major-heading>None today</major-heading></publicwhip>",
        b"<ANNOTATION_DOCUMENT><TIER TIER_ID='A'/></ANNOTATION_DOCUMENT>",
        b"<Trans><Episode><Section><Turn speaker='a'/></Section></Episode></Trans>",
        b"<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s'/></div></body></tt>",
        b"@UTF8\n@Begin\n@Participants:\tA Ann\n@End\n",
        b"@Begin\n@Languages:\teng\n@Participants:\tA Ann",
        b'File type = "ooTextFile"\n"TextGrid"\n0\n1\n<exists>\n1\n"IntervalTier"\n"A"\n0\n1\n1\n0\n1\n""\n',
    ],
)
def test_files_in_which_nobody_speaks_are_empty(data):
    """A format that is plain and holds no words says so."""
    with pytest.raises(EmptyFileError):
        onrecord.read(data)


def test_a_text_grid_that_breaks_off_says_so():
    """Its whole intervals are read."""
    data = (CASES / "textgrid" / "talk.TextGrid").read_bytes()
    transcript = onrecord.read(data[: data.index(b"So we")])
    assert said(transcript) == [("Ann", 'He said "no" twice.')]
    assert "breaks off" in transcript.defects[0].message


def grid(**tiers):
    """A short TextGrid: each tier's words one after another, a second each; "=" keeps two together."""
    out = ['File type = "ooTextFile"', '"TextGrid"', "0", "9", "<exists>", str(len(tiers))]
    for name, words in tiers.items():
        pieces = [piece.replace("=", " ") for piece in words.split()]
        out += ['"IntervalTier"', f'"{name}"', "0", "9", str(len(pieces))]
        for at, piece in enumerate(pieces):
            out += [str(at), str(at + 1), f'"{piece.strip("_")}"']
    return "\n".join(out).encode()


@pytest.mark.parametrize(
    ("tiers", "turns"),
    [
        (
            {"Ann - words": "well yes", "Ann - phones": "w E l", "Bob - words": "_ _ no", "Bob - phones": "_ _ n"},
            [("Ann", "well yes"), ("Bob", "no")],
        ),
        ({"ORT-MAU": "the ship", "KAN-MAU": "D@=?@ SIp=?@", "MAU": "D @ S I p"}, [("", "the ship")]),
        ({"words": "the ship", "phones": "D @ S I p"}, [("", "the ship")]),
        ({"word": "the ship", "sentence": "the=ship", "transcription": "the=ship"}, [("", "the ship")]),
        ({"Ann": "well=yes", "Bob": "_ no", "words": "well yes"}, [("Ann", "well yes"), ("Bob", "no")]),
        ({"Ann": "well=yes", "Bob - words": "_ no never"}, [("Ann", "well yes"), ("Bob", "no never")]),
    ],
)  # fmt: skip
def test_the_tiers_of_aligners_are_each_speakers_talk(tiers, turns):
    """Words count where a speaker has nothing coarser; sounds and what says the same again do not."""
    transcript = onrecord.read(grid(**tiers))
    assert said(transcript) == turns
    assert_even(transcript)


def test_an_elan_file_cut_before_its_tiers_is_damaged():
    """It is not said to hold no words: nobody knows."""
    data = b'<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="5"/><TIME_SL'
    with pytest.raises(DamagedFileError, match="breaks off"):
        onrecord.read(data)


def test_a_chat_file_is_its_own_text():
    """Every offset is one in the file, with the line ends that it has."""
    for ends in ("\n", "\r\n", "\r"):
        text = (CASES / "chat" / "play.cha").read_bytes().decode().replace("\n", ends)
        transcript = onrecord.read(text.encode("utf-8-sig"))
        assert transcript.text == text
        assert [turn.label for turn in transcript.turns] == ["MOT", "CHI", "INV", "CHI"]
        assert "uh woof cause" in " ".join(speech_text(transcript, 1).split())


def test_parties_and_offices_are_the_speakers():
    """Who presides, and which party a member has, where the file says so."""
    speakers = [speaker for path in PATHS for speaker in onrecord.read(path).speakers]
    people = {(s.name, s.role, s.party) for s in speakers if s.role == "chair" or s.party}
    assert people == {
        ("Madam Speaker", "chair", ""), ("The CHAIRPERSON (Mr O Lund)", "chair", ""), ("Omar Reyes", "chair", ""),
        ("Ann Bell", "", "GR"), ("Ms. Ann Bell", "Minister of Fisheries", "Lib"), ("Mr. Omar Reyes", "chair", ""),
        ("Ann Bell", "Minister for Harbours", "ALP"), ("The SPEAKER", "chair", ""), ("Ann Bell", "", "ALP"),
        ("Omar Reyes", "", "LP"), ("Senator BELL", "", "AD"), ("Ute Falk", "chair", ""), ("Dr. Ann Bell", "", "SPD"),
        ("La señora PRESIDENTA", "chair", ""), ("Mr. SPEAKER", "chair", ""), ("Mr Speaker", "chair", ""),
        ("Ms. Ann Bell", "", "Lib"), ("Mev P NEL", "", "Kus"), ("The Speaker", "chair", ""), ("Mr S BOTHA", "", "HP"),
        ("Jan Berg", "", "KS"), ("Hamnministern Bo Ek", "", "KS"), ("Ute Falk", "Ministerin", "HP"),
        ("Ida Lund", "", "HP"), ("Der Präsident", "chair", ""), ("Mme la présidente", "chair", ""),
    }  # fmt: skip


def test_names_are_made_of_identifiers_and_labels():
    """Identifiers become words; brackets come off labels; chairs are told from those who are not."""
    assert [readable(each) for each in ("#DeJòdarJulià", "Durmuş.Yılmaz", "/person/mr-lee", "chair", "123")] == [
        "De Jòdar Julià", "Durmuş Yılmaz", "Mr Lee", "Chair", "123",
    ]  # fmt: skip
    assert ordered("De Jòdar Julià", "El president de la Mesa (Julià de Jòdar Muñoz)") == "Julià de Jòdar"
    assert ordered("Bell Ann", "The Chair (Omar Reyes)") == "Bell Ann"
    assert parted("The Chair (Ms. Bell (Bay, Lib.)): ") == ("The Chair", "Ms. Bell (Bay, Lib.)")
    assert parted("Mr. Lee (Bay") == ("Mr. Lee (Bay", "")
    assert [is_chair(each) for each in ("Madam Deputy Speaker", "The Chair (Ms. Bell)", "President of the Board")] == [
        True, True, False,
    ]  # fmt: skip


def test_times_of_every_kind_are_milliseconds():
    """Seconds, units, clocks, frames and ISO durations; anything else is no time."""
    rates = {"f": 25.0, "t": 1000.0}
    given_times = (
        "1.5",
        "250ms",
        "2min",
        "00:00:03.250",
        "01:02:03",
        "PT1M2.5S",
        "50f",
        "500t",
        "00:00:01:05",
        "noon",
        "",
    )
    assert [moment(each, per_second=rates) for each in given_times] == [
        1500, 250, 120_000, 3250, 3_723_000, 62_500, 2000, 500, 1200, None, None,
    ]  # fmt: skip


def test_tiers_are_told_by_their_names():
    """Words and glosses are about talk; the rest of a talk tier's name is the speaker's."""
    assert [is_about(each) for each in ("Ann - words", "ft@Piet", "phones", "Ann", "Ann-utterances", "Wordsworth")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert [speaker_of(each) for each in ("tx@Piet", "Ann_Transcript", "utterances", "Ann")] == [
        "Piet",
        "Ann",
        "",
        "Ann",
    ]


def test_a_document_knows_where_its_elements_are():
    """Bytes are counted in the file as it came, also in one of two bytes a letter."""
    text = '<?xml version="1.0"?><talk>äöü<turn>x</turn></talk>'
    for codec, n_before in (("utf-8", 30 + 3), ("utf-16", 2 * 30 + 2), ("latin-1", 30)):
        data = text.encode(codec)
        document = parsed(Source("x", data))
        turn = document.root.child("turn")
        assert document.where(turn) == f"byte {n_before + 1:,}"


def test_the_suffix_says_nothing():
    """A TextGrid named as XML is a TextGrid."""
    data = (CASES / "textgrid" / "short.TextGrid").read_bytes()
    assert detect(Source("x.xml", data)).NAME == "textgrid"
