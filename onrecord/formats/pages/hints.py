"""What the elements of a page say of the text in them: hidden, furniture, bold, a speaker's name.

By tag, role, style and the words of classes and ids, as far as sites agree on them. A word never condemns most of a
page: "sidebar" on the body, or a form around everything, is not what it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.formats.extract import visible
from onrecord.formats.pages.markup import BLOCKS, Element, Page
from onrecord.model import SegmentKind

_DROPPED = {
    "script": "scripts", "style": "style sheets", "template": "templates", "title": "title of the page",
    "noscript": "text for browsers without scripts", "svg": "text in drawings", "head": "head of the page",
    "iframe": "frames", "noembed": "frames", "noframes": "frames", "xml": "data of the word processor",
    "datalist": "form fields", "math": "",
}  # fmt: skip
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "button", "select", "menu", "form", "label", "legend"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar", "dialog", "button"}
)
_FURNITURE_WORDS = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "navlinks",
        "menu",
        "submenu",
        "breadcrumb",
        "breadcrumbs",
        "footer",
        "sidebar",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "share",
        "sharing",
        "sharethis",
        "addthis",
        "social",
        "related",
        "recommended",
        "recommendations",
        "advert",
        "advertisement",
        "ad",
        "ads",
        "adsbygoogle",
        "promo",
        "promotion",
        "newsletter",
        "subscribe",
        "subscription",
        "signup",
        "comments",
        "disqus",
        "skip",
        "skiplink",
        "masthead",
        "toolbar",
        "pagination",
        "pager",
        "login",
        "modal",
        "popup",
        "banner",
        "sitemap",
        "trending",
        "teaser",
        "paywall",
        "donate",
        "donation",
        "copyright",
    ]
)
_NEVER_FURNITURE = frozenset({"", "html", "body", "main", "article"})
_PAGE_SHARE = 0.4
"""An element with more of the page's text than this is neither furniture nor hidden, whatever it says."""
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_KEEPS_LINES = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BREAKS_PAGE = re.compile(r"page-break-before\s*:\s*always", re.IGNORECASE)
_PAGE_ID = re.compile(r"(?:page|pg|pf)[_-]?\d{1,4}", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|\d+")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SPEAKER_WORDS = frozenset(
    [
        "speaker",
        "spkr",
        "speakername",
        "attribution",
        "attributed",
        "participant",
        "sprecher",
        "redner",
        "orador",
        "orateur",
        "intervenant",
        "locuteur",
        "talker",
        "member",
        "author",
        "interviewer",
        "interviewee",
    ]
)
NAME_WORDS = frozenset({"name", "fn", "primary", "fullname", "displayname"})
_TURN_WORDS = frozenset({"contribution", "turn", "segment", "row", "container", "wrapper", "utterance", "message"})
"""With one of these a class names what is around a name and the words: "speaker-turn"."""
STAGE_WORDS = frozenset({"procedural", "stagedirection", "nonspeech", "kommentar"})
_SPEAKER_ATTRIBUTE = re.compile(r"data-(?:[a-z-]*-)?(?:speaker(?:-?name)?|attribution|spkr)\Z")
_LINK_SHARE = 0.8
_LINKS_LEAST = 3
_LINK_LONGEST = 80


@dataclass(slots=True)
class Traits:
    """What is known of an element, with what it has from those around it."""

    dropped: str = ""
    """What its text is, where it is none of the page's; empty otherwise."""
    is_furniture: bool = False
    is_bold: bool = False
    is_stage: bool = False
    keeps_lines: bool = False
    opens_page: bool = False
    heading: int = 0
    """Its level, 1 to 6; 0 where it is none."""
    n_text: int = 0
    """Visible characters in it and in all elements in it."""
    speaker: int = -1
    """The element that names a speaker and holds this one, or is it; -1 for none."""
    names: bool = False
    """Whether it says that it is a name."""
    voice: int = -1
    """The element around it whose attribute says who speaks in it, or itself."""
    cell: int = -1
    """The innermost table cell, term or definition."""


def kind_of(traits: Traits) -> SegmentKind | None:
    """What an element's text is, where the element says that nobody says it."""
    if traits.is_furniture:
        return "furniture"
    return "stage" if traits.is_stage else None


def class_words(element: Element) -> set[str]:
    """The words of an element's classes and id, lower case."""
    given = element.attributes
    named = f"{given.get('class', '')} {given.get('id', '')} {given.get('itemprop', '')}"[:1000]
    whole = named.lower().split()
    return {word.lower() for word in _WORD.findall(named)} | set(whole) if whole else set()


def voice_of(element: Element) -> str:
    """Who speaks in the element by one of its attributes; empty where none says."""
    for key, value in element.attributes.items():
        if key.startswith("data-") and _SPEAKER_ATTRIBUTE.match(key) and re.search(r"[^\W\d_]{2}", value):
            return value
    return ""


def traits_of(page: Page) -> list[Traits]:
    """The traits of each element of ``page``."""
    elements = page.elements
    traits = [Traits() for _ in elements]
    words = [class_words(element) for element in elements]
    hidden = _measured(page, traits, words)
    total = traits[0].n_text
    for at, element in enumerate(elements):
        mine, above = traits[at], traits[element.parent] if element.parent >= 0 else Traits()
        is_most = mine.n_text > _PAGE_SHARE * total
        mine.dropped = _DROPPED.get(element.tag, "") or above.dropped
        if hidden[at] and not is_most:
            mine.dropped = mine.dropped or "hidden text"
        mine.is_furniture = above.is_furniture or (mine.is_furniture and not is_most)
        style = element.attributes.get("style", "")
        mine.heading = int(element.tag[1]) if element.tag in HEADINGS else above.heading
        mine.is_bold = mine.heading > 0 or element.tag in {"b", "strong"} or bool(_BOLD_STYLE.search(style))
        mine.is_bold = mine.is_bold or (above.is_bold and element.tag not in BLOCKS)
        mine.is_stage = above.is_stage or bool(words[at] & STAGE_WORDS)
        mine.keeps_lines = above.keeps_lines or element.tag in {"pre", "textarea", "xmp"}
        mine.keeps_lines = mine.keeps_lines or bool(_KEEPS_LINES.search(style))
        mine.opens_page = bool(_BREAKS_PAGE.search(style)) or bool(
            _PAGE_ID.fullmatch(element.attributes.get("id", "")) and element.tag in BLOCKS
        )
        mine.cell = at if element.tag in {"td", "th", "dt", "dd"} else above.cell
        mine.voice = at if voice_of(element) else above.voice
        mine.names = above.names or bool(words[at] & NAME_WORDS)
        mine.speaker = above.speaker
        names_speaker = not words[at].isdisjoint(SPEAKER_WORDS) and words[at].isdisjoint(_TURN_WORDS)
        if mine.speaker < 0 and names_speaker and 0 < mine.n_text <= _NAME_MOST:
            mine.speaker, mine.names = at, False
    return traits


_NAME_MOST = 150


def _measured(page: Page, traits: list[Traits], words: Sequence[set[str]]) -> list[bool]:
    """Count the text of each element, mark what calls itself furniture or is mostly links; say what is hidden."""
    elements = page.elements
    n_links = [0] * len(elements)
    n_linked = [0] * len(elements)
    longest = [0] * len(elements)
    for piece in page.pieces:
        if piece.text and elements[piece.element].tag not in _DROPPED:
            traits[piece.element].n_text += visible(piece.text)
    n_own = [mine.n_text for mine in traits]
    hidden = []
    for at in range(len(elements) - 1, -1, -1):
        element, mine, given = elements[at], traits[at], elements[at].attributes
        if element.tag == "a" and "href" in given and mine.n_text:
            n_links[at], n_linked[at], longest[at] = 1, mine.n_text, mine.n_text
        # A link in running text is part of it, whatever its class says: parliaments link names as "related".
        is_running = element.tag == "a" and elements[element.parent].tag == "p" and n_own[element.parent] > 0
        is_named = not is_running and (
            element.tag in _FURNITURE_TAGS
            or given.get("role", "").lower() in _FURNITURE_ROLES
            or not words[at].isdisjoint(_FURNITURE_WORDS)
            or (element.tag == "div" and given.get("title", "").lower() in {"header", "footer"})
        )
        is_linked = (
            element.tag in {"ul", "ol", "div", "section", "table"}
            and n_links[at] >= _LINKS_LEAST
            and n_linked[at] >= _LINK_SHARE * mine.n_text
            and longest[at] <= _LINK_LONGEST
        )
        is_linked = is_linked or (
            element.tag == "header"
            and elements[element.parent].tag == "body"
            and n_links[at] > 0
            and n_linked[at] >= _LINK_SHARE * mine.n_text
        )
        mine.is_furniture = element.tag not in _NEVER_FURNITURE and (is_named or is_linked)
        if element.parent >= 0 and element.tag not in _DROPPED:
            traits[element.parent].n_text += mine.n_text
            n_links[element.parent] += n_links[at]
            n_linked[element.parent] += n_linked[at]
            longest[element.parent] = max(longest[element.parent], longest[at])
    for element in elements:
        given = element.attributes
        hidden.append("hidden" in given or bool(_HIDDEN.search(given.get("style", ""))))
    return hidden
