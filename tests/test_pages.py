"""HTML pages: what a browser would show is read, whoever wrote the markup, and nothing else is lost unsaid."""

import re
from base64 import b64encode
from binascii import b2a_qp
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import EmptyFileError
from onrecord.formats import detect
from onrecord.formats.html import sniff
from onrecord.formats.pages.markup import taken_apart
from onrecord.formats.source import Source
from onrecord.speech import speech_text
from tests.damage import ends_well

CASES = sorted(path for path in (Path(__file__).parent / "cases" / "html").glob("*.htm*"))
PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body>{}</body></html>"
TALK = "<p>ANN BELL: Good morning.</p><p>BO COE: Good morning to you.</p><p>ANN BELL: So.</p>"
OTHER_TEXT = "other text of the file"


class Walker(HTMLParser):
    """Counts the visible characters of a page by the standard library's parser."""

    def __init__(self):
        super().__init__()
        self.n = 0

    def handle_data(self, data):
        self.n += len("".join(data.split()))

    handle_comment = handle_data

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 as the parser calls it
        self.n += sum(len("".join((v or "").split())) for k, v in attrs if k in ("alt", "title", "aria-label"))


def walked(text):
    walker = Walker()
    walker.feed(text)
    walker.close()
    return walker.n


def turns(t):
    return [(turn.label, speech_text(t, at)) for at, turn in enumerate(t.turns)]


def kinds(t, kind):
    return [t.text[s.start : s.end] for s in t.segments if s.kind == kind]


def page(body):
    return onrecord.read(PAGE.format(body).encode(), name="x.html")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_account_of_each_page_is_exact(path):
    """Kept and dropped are together what another parser counts, and nothing is merely "other text"."""
    t = onrecord.read(path)
    n = walked(path.read_bytes().decode("cp1252" if t.encoding == "Windows-1252" else "utf-8"))
    account = t.extraction
    assert account.n_characters == n
    assert account.n_kept + sum(each.n_characters for each in account.dropped) == n
    assert OTHER_TEXT not in [each.what for each in account.dropped]
    assert account.n_kept <= len("".join(t.text.split()))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_each_piece_stands_where_its_origin_says(path):
    """The line and column of an origin are those at which its words begin in the file."""
    t = onrecord.read(path)
    lines = path.read_bytes().decode("cp1252" if t.encoding == "Windows-1252" else "utf-8").split("\n")
    for origin in t.origins:
        line, column = (int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", origin.where))
        rest = unescape("\n".join([lines[line - 1][column - 1 :], *lines[line : line + 40]]))
        first = t.text[origin.start : origin.end].split()[0]
        assert first.rstrip(":") in rest or first in unescape(lines[line - 1]) or "data-" in lines[line - 1]


SNIFFED = {
    "a doctype": ("<!doctype html><p>x", 3),
    "an XML declaration before the root": ('<?xml version="1.0"?>\n<!-- x -->\n<html><p>x', 3),
    "a fragment": ("<div>x</div>", 2),
    "many paragraphs after some text": ("Home\n" + "<p>MR. LOWE: hi</p>\n" * 20, 2),
    "names in bold and line breaks": ("Talk\n" + "<b>ANN:</b> hi<br>\n" * 20, 2),
    "Markdown with line breaks": ("# Talk\n" + "**Ann:** hi<br>\n" * 40, 0),
    "a text with a few tags": ("<b>Ann:</b> hi\n\n<b>Bo:</b> oh\n", 0),
    "a chat": ("<anna> hi\n<bob> oh\n", 0),
    "other XML": ('<?xml version="1.0"?><TEI><text>' + "<p>x</p>" * 30, 0),
    "JSON with tags in it": ('{"a": "' + "<p>x</p>" * 30 + '"}', 0),
}


@pytest.mark.parametrize(("text", "score"), SNIFFED.values(), ids=SNIFFED.keys())
def test_a_page_is_known_by_its_structure(text, score):
    """A root tells, many blocks tell; a few tags in a text do not, nor does another kind of file."""
    assert sniff(Source("x", text.encode())) == score


def test_the_printing_offices_pages_keep_their_reader():
    """A page of one preformatted block is the Congressional Record's."""
    data = b"<html><head><title>x</title></head><body><pre>\n  Mr. HALE. I rise.\n</pre></body></html>"
    assert detect(Source("x", data)).NAME == "congress"


def test_a_page_under_the_name_of_a_text_is_read_and_said():
    """Content decides, not the name; a defect tells the reader."""
    t = onrecord.read(PAGE.format(TALK).encode(), name="talk.txt")
    assert t.format == "html"
    assert "HTML page" in t.defects[0].message
    assert not onrecord.read(PAGE.format(TALK).encode(), name="talk.html").defects


SHOWN = {
    "blanks collapse": ("<p>ANN:  Good\n   morning, <b> all</b> .</p>", "ANN: Good morning, all ."),
    "entities": (
        "<p>a&amp;b &eacute; &#8217; &#x41;&nbsp;x &bogus; &#99999999999;</p>",
        "a&b é ’ A\xa0x &bogus; \ufffd",
    ),
    "breaks": ("one<br>two<br/>three<br><br>four", "one\ntwo\nthree\n\nfour"),
    "blocks": ("<div>a</div><div>b</div><p>c</p>d<h2>e</h2>", "a\nb\n\nc\n\nd\n\ne"),
    "unclosed": ("<p>a<p>b<ul><li>c<li>d</ul>e", "a\n\nb\n\nc\nd\n\ne"),
    "preformatted": ("<p>x</p><pre>a  b\n  c</pre>", "x\n\na  b\n  c"),
    "a row": ("<table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>", "a\tb\nc\td"),
    "a layout table": ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc"),
    "less than": ("<p>1 < 2 and 3 <4 </ p>", "1 < 2 and 3 <4 </ p>"),
    "words across tags": ("<p>har<b>bour</b><i>s</i> <i>x</i></p>", "harbours x"),
}


@pytest.mark.parametrize(("body", "shown"), SHOWN.values(), ids=SHOWN.keys())
def test_lines_are_those_a_browser_shows(body, shown):
    """White space, blocks, breaks, rows and entities come out as on the screen."""
    assert page(body).text.strip() == shown


DROPPED = {
    "scripts": "<script>var a = '<p>x</p>';</script>",
    "style sheets": "<style>p {}</style>",
    "templates": "<template><p>x</p></template>",
    "text for browsers without scripts": "<noscript>Enable scripts</noscript>",
    "comments": "<!-- <p>CY: hidden</p> -->",
    "hidden text": "<p style='display: none'>CY: hidden</p>",
    "descriptions of pictures": "<img alt='A quay'>",
    "hints": "<a title='Go there' href='x'></a>",
}


@pytest.mark.parametrize(("what", "markup"), DROPPED.items(), ids=DROPPED.keys())
def test_what_a_browser_does_not_show_is_dropped_by_name(what, markup):
    """It is no part of the text, and the account lists it."""
    t = page(markup + TALK)
    assert [name for name, _ in turns(t)] == ["ANN BELL", "BO COE", "ANN BELL"]
    assert what in [each.what for each in t.extraction.dropped]
    assert "hidden" not in t.text


FURNITURE = {
    "nav": "<nav><a href=x>Home</a></nav>",
    "footer": "<footer>All ours</footer>",
    "role": "<div role=navigation>Home</div>",
    "class": "<div class='site-cookieBanner'>We use cookies</div>",
    "id": "<div id=sidebar-left><p>More like this</p></div>",
    "links": "<ul><li><a href=1>One page</a><li><a href=2>Two pages</a><li><a href=3>Three</a></ul>",
    "form": "<form><label>Search</label><select><option>All<option>Some</select></form>",
}


@pytest.mark.parametrize("markup", FURNITURE.values(), ids=FURNITURE.keys())
@pytest.mark.parametrize("is_before", [True, False])
def test_what_stands_around_the_transcript_is_furniture(markup, is_before):
    """Navigation, banners and lists of links are kept and are nobody's words."""
    t = page(markup + TALK if is_before else TALK + markup)
    assert turns(t)[-1] == ("ANN BELL", "So.")
    lines = re.sub("<[^>]*>", "\n", markup).split("\n")
    assert set(kinds(t, "furniture")) == {line for line in lines if line.strip()}


@pytest.mark.parametrize("around", ["<body class='has-sidebar'>{}</body>", "<form id=a>{}</form>",
    "<div class='menu content'>{}</div>", "<div style='display:none'>{}</div>"])  # fmt: skip
def test_a_word_never_condemns_most_of_a_page(around):
    """What holds most of the text is read, whatever its class or style says."""
    t = onrecord.read(("<html>" + around.format(TALK) + "</html>").encode(), name="x")
    assert [name for name, _ in turns(t)] == ["ANN BELL", "BO COE", "ANN BELL"]


ENCODINGS = {
    "declared western": ("windows-1252", "cp1252", "Windows-1252", "Café – “so”"),
    "declared Latin-1, which is western": ("iso-8859-1", "cp1252", "Windows-1252", "Café – “so”"),
    "declared Cyrillic": ("windows-1251", "cp1251", "Windows-1251", "Доброе утро, друзья"),
    "declared Central European": ("iso-8859-2", "iso8859-2", "ISO-8859-2", "Zażółć gęślą jaźń"),
    "declared Japanese": ("Shift_JIS", "shift_jis", "SHIFT_JIS", "おはようございます、みなさん"),
    "declared wrongly": ("iso-8859-1", "utf-8", "UTF-8", "Café – Доброе"),
    "declared wrongly the other way": ("utf-8", "cp1252", "Windows-1252", "Café – “so”"),
    "unknown": ("x-nonsense", "utf-8", "UTF-8", "Café"),
    "by a mark": ("utf-8", "utf-16", "UTF-16", "Café – Доброе"),
}


@pytest.mark.parametrize(("declared", "codec", "named", "said"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_the_encoding_is_found(declared, codec, named, said):
    """A mark, then UTF-8 that is plain, then what the page declares."""
    text = f"<html><head><meta charset='{declared}'></head><body><p>ANN: {said}</p></body></html>"
    t = onrecord.read(text.encode(codec), name="x.html")
    assert (t.encoding, said in t.text) == (named, True)


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
def test_a_page_saved_with_its_pictures_is_read(transfer):
    """MHTML holds the page as one part, in the encoding its header names; a damaged one ends well."""
    body = f"<html><body><p>ANN: Zażółć.</p>{TALK}</body></html>".encode("iso8859-2")
    coded = b64encode(body) if transfer == "base64" else b2a_qp(body)
    head = (
        'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="x"\r\n\r\n--x\r\n'
        f"Content-Type: text/html; charset=iso-8859-2\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n"
    )
    data = head.encode() + coded + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n"
    t = onrecord.read(data, name="talk.mht")
    assert turns(t)[0] == ("ANN", "Zażółć.")
    assert len(t.turns) == 4
    for cut in range(0, len(data), 40):
        assert ends_well(data[:cut])


def test_a_link_in_running_text_is_part_of_it_whatever_its_class_says():
    """Parliaments link names in speeches as "related"; a paragraph of such links alone is furniture."""
    link = '<a class="related_link politician" href="/x">Prime Minister</a>'
    t = page(f"<p>ANN BELL: The {link}’s answer.</p><p>BO COE: We thank the {link}.</p><p>{link} {link}</p>")
    assert turns(t) == [("ANN BELL", "The Prime Minister’s answer."), ("BO COE", "We thank the Prime Minister.")]


def test_metadata_comes_from_the_head():
    """Title, date, author, source and language are the page's own."""
    head = (
        "<html lang='fr'><head><title>A &amp; B</title><meta name=author content='Press office'>"
        "<meta property='og:site_name' content='The Quay'><meta name=date content=2026-05-01></head>"
    )
    t = onrecord.read((head + TALK).encode(), name="x")
    assert dict(t.metadata) == {
        "title": "A & B", "language": "fr", "author": "Press office", "source": "The Quay", "date": "2026-05-01",
    }  # fmt: skip


def test_bold_that_is_no_name_opens_no_turn():
    """Emphasis at the beginning of paragraphs is not taken for people."""
    t = page("<p><b>First</b> we met.</p><p><b>Second</b> we ate.</p><p><b>Third</b> we left.</p>")
    assert not t.has_labels


def test_a_pattern_and_one_speaker_come_before_the_elements():
    """What a person says about the labels counts more than classes."""
    path = CASES[[p.name for p in CASES].index("citizens-site.html")]
    assert len(onrecord.read(path, one_speaker=True).turns) == 1


def test_a_page_without_words_is_empty():
    """Scripts alone are nothing to read."""
    with pytest.raises(EmptyFileError, match="shows no words"):
        onrecord.read(PAGE.format("<script>x()</script>").encode(), name="x.html")


BROKEN = (
    "<", "<!--", "<a ", '<a "', "<a b='", '<a b="x', "</a", "</a>", "<![CDATA[", "<?", "<!", "<script>", "<textarea>",
    "<title>x", "<a x=1 ", "&#1", "&#" + "9" * 50, "<div>", "<table><tr><td>", "<b><i>", "<p>", "<ul><li><p>",
    "<dl><dt>x", "<td>x", "</p>", "<nav>", "<p hidden>", "<b class=speaker>x", "<a href=x>",
)  # fmt: skip


@pytest.mark.parametrize("unit", BROKEN)
def test_markup_without_end_is_walked_once(unit):
    """Ten thousand of each end in a transcript that tiles or in a sentence; work per character is bounded."""
    data = ("<html><body>" + unit * 10_000 + "x" + TALK).encode()
    assert ends_well(data, "x.html")


def test_a_number_of_more_digits_than_python_reads_is_left_as_it_is():
    """A character reference nobody can resolve is text."""
    assert "&#999" in page("<p>&#" + "9" * 5000 + ";</p>" + TALK).text


def test_a_large_attribute_is_stepped_over():
    """A picture written into the page is no text."""
    t = page("<img src='data:image/png;base64," + "A" * 3_000_000 + "'>" + TALK)
    assert len(t.text) < 200


def damaged():
    """Files made from the cases by rule: cut off, re-encoded, with zeros, with other line ends, with swapped tags."""
    for path in CASES:
        data = path.read_bytes()
        for part in (0.1, 0.35, 0.6, 0.85, 0.99):
            yield f"{path.name} cut at {part}", data[: int(part * len(data))]
        text = data.decode("cp1252", "replace")
        yield f"{path.name} in UTF-16", text.encode("utf-16")
        yield f"{path.name} with zeros", data.replace(b" ", b"\0", 5)
        yield f"{path.name} with line ends of DOS", data.replace(b"\n", b"\r\n")
        yield f"{path.name} without line ends", data.replace(b"\n", b" ")
        yield f"{path.name} with swapped tags", data.replace(b"</p>", b"</div>").replace(b"<td>", b"<dd>")
        yield f"{path.name} without end tags", re.sub(rb"</[^>]*>", b"", data)
        yield f"{path.name} with single quotes opened", data.replace(b'="', b"='", 3)


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in damaged()])
def test_damaged_pages_end_well(data):
    """Each is read as far as it goes, with an account that comes out even, or refused in a sentence."""
    assert ends_well(data, "x.html")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CASES), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 300), st.integers(0, 2))))
def test_any_damage_ends_well(path, blows):
    """Stretches deleted, doubled and flipped anywhere."""
    data = bytearray(path.read_bytes())
    for start, length, how in blows[:5]:
        piece = data[start : start + length]
        data[start : start + length] = [b"", piece * 2, bytes(b ^ 5 for b in piece)][how]
    assert ends_well(data, "x.html")


@given(st.text(alphabet="<>/=\"'! -pabdtr&;#\n", max_size=200))
def test_no_text_is_lost_to_the_tokeniser(text):
    """Pieces stand in the order of the page, each within it."""
    pieces = [piece for piece in taken_apart(text).pieces if piece.text]
    assert [piece.at for piece in pieces] == sorted(piece.at for piece in pieces)
