"""The shape of a would-be label: whether these words could name somebody, and how much they look like it.

Only the words are judged here, never their place in the text; a string is judged once and remembered, because the same
few labels come back thousands of times.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from onrecord import timecode
from onrecord.labels.patterns import ARTICLES, NOTE_PATTERN
from onrecord.wordlists import affiliation_pattern, stage_pattern, weights, words

Case = Literal["caps", "title", "uncased", "initial", "lower", "numbered", "cjk", "qa"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A judged label."""

    name: str
    """As printed, without note, timestamp, emphasis and enclosing brackets."""
    key: str
    """What equal labels share: letters and digits, without case, accents, brackets."""
    note: str
    score: float
    case: Case
    is_titled: bool
    """Whether a title, an office, a role or a speaker number says that somebody is meant."""
    stamp: str
    """The timestamp printed within the label, or empty."""


_EDGES = " \t*_#|<>-–—,.\\~/"
_TAGS = re.compile(r"</?(?:b|strong|em|i|u|p|span)>", re.IGNORECASE)
_STAMP = re.compile(timecode.STAMP)
_BRACKET = re.compile(r"[(\[（](?:[^()\[\]（）]|\([^()\n]{1,60}\)){0,200}[)\]）]")
_ENCLOSED = re.compile(
    r"[*_ ]*(?:[\[(<（【「](?P<all>[^\[\]()<>]{1,60})[\])>）】」]|\[(?P<noted>[^\[\]<>]{1,280})\])[*_ ]*"
)
_MANNER = re.compile(r"\((?:in [A-Z][a-z]+|(?:via|to) [^()]{2,40})\)")
"""In which language, over what or to whom somebody speaks: "(in Cantonese)", "(via telephone)", "(to Ann Lee)"."""
_TWO_NAMES = re.compile(r"[^\W\d_]{2,20}(?:[ ][^\W\d_]{2,20}){1,2}")
_HEBREW_QUOTE = re.compile(r"(?<=[\u05d0-\u05ea])[\"״](?=[\u05d0-\u05ea])")
"""Hebrew prints an abbreviation with a quotation mark before its last letter."""
_QUOTED = re.compile('[„“«"]\\w[^„“”«»"]{1,40}[“”»"]')
"""A quoted term within an office: "reply under the “blue card” procedure"."""
_ADDRESSES = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b")
"""Who is addressed and what follows: "Mr. Speaker, I move:"."""
_NEVER = re.compile(r"[!?;=<>{}“”\"@|$%~\n。！？；]|://|\.\.\.|…")
_SPLIT = re.compile(r"[\s,/&+]+")
_NUMBERED = re.compile(
    r"(?:unknown |unidentified |male |female )?(?:speaker|voice|participant|spk|panell?ist|person|guest|interviewee|"
    r"interviewer|respondent|reporter|journalist|sprecher|locuteur|hablante|orador|спикер"
    r"|говорящий)[ _#-]{0,2}\w{0,2}\d",
    re.IGNORECASE,
)
_OFFICES = words("roles") | words("titles") | words("particles")
_CODED = re.compile(r"[A-Z]{1,4}[-_ ]?\d{1,3}")
_MISREAD = re.compile(r"^[^\d]*[A-Z][015][A-Z][^\d]*$")
"""A letter that a scanner took for a digit: "PRES1DENT"."""
_HANDLE = re.compile(r"[a-z]{2,15}\d{1,4}")
_DAY = re.compile(
    r"(?:[A-Z][a-z]{2,9},? )?"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}\.? [A-Z][a-z]{2,8}\.? \d{4})\b"
)
_PHONE = re.compile(r"\+\d[\d ()-]{7,20}")
_INITIALS = re.compile(r"(?:\w\. ?){1,3}\w[\w'’-]+|\w[\w'’-]+,? (?:\w\. ?){1,3}")
_LOUD_NAME = re.compile(
    r"(?:[^\W\d_a-z]{2,5}\. )?[^\W\d_a-z]{3,25}(?: [^\W\d_a-z]{3,25}){1,3}(?: [^\W\d_A-Z][\w-]{2,30}){1,4}$"
)
"""A name in capitals, and an office in small letters right behind it: "ANN LEE secretary of state"."""
_OFFICE_BEHIND = 0.3
"""That many words against it such an office counts for, however long."""
_SENTENCE_INSIDE = re.compile(
    r"(?P<before>\w*)(?:\.\s+[a-z]|\.\s+(?:And|But|So|The|I|We|It|That|This|If|He|She|They|You)\b)"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_OFFICE = re.compile(
    "(?:議員|议员|主席|局長|司長|部長|部长|大使|總理|总理|委員|委员|記者|记者|先生|女士|主任|秘書長?|發言人|发言人|大臣|長官|"
    "委員長|委員長代理|代理|参考人|君|氏|さん|위원장|의원|장관|기자|대통령|총리)$"
)
_CJK_LIST = re.compile("出席|缺席|列席|時間|时间|地點|地点|日期|主題|主题")
_MOST_TOKENS = 14
_SHORTEST_OFFICE = 4
_MOST_LOWER = 6
"""Words in small letters, of an office's name; more are a sentence's."""
_CONNECTIVES = frozenset(
    {"to", "on", "for", "and", "the", "in", "at", "a", "an", "is", "are", "with", "und", "y", "et", "or", "from", "by"}
)
_PREFIXES = ("al-", "el-", "d'", "l'", "d’", "l’", "ben-", "ibn-", "ul-", "ur-")


@dataclass(slots=True)
class Judge:
    """Judges labels and remembers what it said, for the length of one reading."""

    _seen: dict[str, Shape | None] = field(default_factory=dict)

    def __call__(self, raw: str) -> Shape | None:
        """The shape of ``raw``, which may hold emphasis, brackets and a timestamp; None when it names nobody."""
        try:
            return self._seen[raw]
        except KeyError:
            shape = self._seen[raw] = judged(raw)
            return shape


def key_of(name: str) -> str:
    """What equal labels share: words in lower case without accents, brackets and punctuation."""
    bare = _BRACKET.sub(" ", name)
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
        bare = bare.replace("’", "'")
    return " ".join(re.sub(r"[^\w'-]+", " ", bare.casefold()).split())


def judged(raw: str) -> Shape | None:
    """See ``Judge``; this one remembers nothing."""
    name, note, stamp = _taken_apart(raw)
    core = _BRACKET.sub(" ", name).strip(_EDGES)
    if not core:
        core = name.strip(_EDGES + "()[]")
    head, _, affiliation = core.partition(", ")
    tokens = [token for token in _SPLIT.split(head) if token]
    points = weights()["shape"]
    named = head + _QUOTED.sub("", affiliation)
    if not tokens or len(tokens) > _MOST_TOKENS or _NEVER.search(_HEBREW_QUOTE.sub("", named)):
        return None
    if _DAY.match(core):
        return None
    if _PHONE.fullmatch(core):
        return Shape(name, core, note, points["coded"], "numbered", False, stamp)
    if not _may_be_a_name(name, head, tokens) or (affiliation and not _is_affiliation(affiliation)):
        return None
    if _CJK.search(head):
        titled = bool(_CJK_OFFICE.search(head)) or head in words("roles")
        score = _judged_cjk(head) + (points["role_word"] if titled else 0.0)
        return Shape(name, key_of(name), note, score, "cjk", titled, stamp)
    score, case, titled = _judged_words(head, tokens, affiliation)
    if note or "(" in name or "[" in name:
        score += points["bracket_note"]
    if stamp:
        score += points["timestamp"]
    return Shape(name, key_of(name) or core.casefold(), note, score, case, titled, stamp)


def _taken_apart(raw: str) -> tuple[str, str, str]:
    """``raw`` as name, note and timestamp."""
    name = _TAGS.sub("", raw).replace("*", "")
    stamps: list[str] = []
    if ":" in name:
        name = _STAMP.sub(lambda found: _kept(found[0], stamps), name)
    enclosed = _ENCLOSED.fullmatch(name)
    if enclosed and not stage_pattern().match(inside := enclosed["all"] or enclosed["noted"]):
        name = inside
    notes: list[str] = []

    def drop_remark(found: re.Match[str]) -> str:
        if stage_pattern().match(found[0][1:]) or _MANNER.fullmatch(found[0]):
            notes.append(found[0][1:-1].strip())
            return " "
        return found[0]

    if "(" in name or "[" in name or "（" in name:
        name = _BRACKET.sub(drop_remark, name)
    return " ".join(name.split()).strip(" *_#|<>-–—,\\~/"), "; ".join(notes), " ".join(stamps)


def _may_be_a_name(name: str, head: str, tokens: list[str]) -> bool:
    """Whether there are letters, whole brackets, and no transcriber's remark ("Music playing")."""
    if not any(character.isalpha() for character in head) or not _is_balanced(name):
        return False
    low = [token.strip(".").casefold() for token in tokens]
    is_named = tokens[-1].isupper() and not head.isupper() and not _OFFICES.isdisjoint(low[:2])  # "La señora PÉREZ"
    return not stage_pattern().match(head) or is_named or _OFFICES.issuperset(low)  # "The witness" opens remarks too


def _kept(found: str, into: list[str]) -> str:
    into.append(found)
    return " "


def _is_balanced(name: str) -> bool:
    """Whether each bracket that opens in the name closes in it."""
    return name.count("(") == name.count(")") and name.count("[") == name.count("]")


def _is_affiliation(affiliation: str) -> bool:
    """Whether what follows the comma says where somebody belongs: "CNN", "ministre de la défense"."""
    found = affiliation.split()
    if len(found) > 16 or _ADDRESSES.search(affiliation):
        return False
    first = found[0].strip(".").casefold()
    if sum(word[0].islower() and word not in _OFFICES for word in found) > _MOST_LOWER:
        return False
    is_named = not found[0][0].islower() or first in words("titles") or first in words("roles")
    return is_named or bool(affiliation_pattern().match(affiliation))


def _judged_cjk(head: str) -> float:
    points = weights()["shape"]
    score = points["cjk"] + (
        points["cjk_punctuation"] if re.search("[，。、「」（“]", head) or _CJK_LIST.match(head) else 0
    )
    if _CJK_OFFICE.search(head):
        score += points["office_suffix"]
    elif len(head) > 5:
        score += points["cjk_long"]
    if len(head) <= 5:
        score += points["cjk_short"]
    return score if len(head) <= 20 else points["stop_head"]


def _case_of(core: str) -> Case:
    letters = [character for character in core if character.isalpha()]
    upper = sum(character.isupper() for character in letters)
    if not upper and not any(character.islower() for character in letters):
        return "uncased"
    if len(letters) == 1 and upper:
        return "initial"
    if upper > 0.8 * len(letters) or (upper > 0.6 * len(letters) and re.search(r"\b(?:Mc|Mac|De|O')[A-Z]{2}", core)):
        return "caps"
    first = next(character for character in core if character.isalnum())
    return "title" if not first.islower() else "lower"


def _judged_words(core: str, tokens: list[str], affiliation: str) -> tuple[float, Case, bool]:
    points = weights()["shape"]
    titles, roles, particles = words("titles"), words("roles"), words("particles")
    low = [token.strip(".'’()[]").casefold() for token in tokens]
    case = _case_of(core)
    if case == "lower" and low[0] in particles and len(tokens) > 1 and tokens[1][0].isupper():
        case = "title"  # "de Courten Paul"
    score = points["stop_head"] if case != "initial" and _opens_nobody(low, tokens) else 0.0
    lower_words: float = sum(
        token[0].islower() and word not in particles and word not in titles and word not in roles
        and not word.startswith(_PREFIXES) and not (at > 1 and word in words("parties"))
        for at, (token, word) in enumerate(zip(tokens, low, strict=True))
    )  # fmt: skip
    if lower_words and _LOUD_NAME.match(core):
        case, lower_words = "caps", _OFFICE_BEHIND
    if not (case == "lower" and len(tokens) == 1 and len(core) <= 25):
        score += points["lower_word"] * lower_words
    if low[0] not in titles and _holds_sentence(core):
        score += points["sentence_inside"]
    if _NUMBERED.match(core) and len(tokens) <= 4:
        return score + points["numbered"], "numbered", True
    score += points[{"title": "title_case", "qa": "initial"}.get(case, case)]
    if _CODED.fullmatch(core):
        return score + points["coded"], "numbered", False
    titled = any(word in titles for word in low[:3]) or _opens_with_role(low, tokens)
    only_roles = all(word in roles or word.isdigit() or word == "the" for word in low) and set(low) != {"the"}
    a_role = any(word in roles for word in low) or affiliation[:1].isupper()
    score += points["title_word"] * titled
    score += points["role_only"] if only_roles else points["role_word"] * a_role
    if _INITIALS.fullmatch(core):
        score += points["initial_surname"]
    if 2 <= len(tokens) <= 6:
        score += points["short_name"]
    score += points["long_name"] * max(0, sum(word not in particles for word in low) - 6)
    if not titled and not a_role:
        score += _against_prose(low)
    return score + _with_digits(core, case), case, titled or only_roles


def _with_digits(core: str, case: Case) -> float:
    """Points for a chat name that ends with digits, against digits anywhere else but in what a scanner misread."""
    points = weights()["shape"]
    if _HANDLE.fullmatch(core):
        return points["handle"]
    is_misread = case == "caps" and _MISREAD.search(core)
    return 0.0 if is_misread or not any(character.isdigit() for character in core) else points["digit"]


def _against_prose(low: list[str]) -> float:
    """Points against words that open sentences and headings."""
    points = weights()["shape"]
    gerund = low[0].endswith("ing") and len(low) > 1
    return points["connective"] * (not _CONNECTIVES.isdisjoint(low)) + points["gerund"] * gerund


def _holds_sentence(core: str) -> bool:
    """Whether a full stop inside ends a sentence rather than a title: "Some hon. members" holds none."""
    found = _SENTENCE_INSIDE.search(core)
    return found is not None and found["before"].casefold() not in words("abbreviated_titles")


def _opens_with_role(low: list[str], tokens: list[str]) -> bool:
    """Whether a role says who speaks and the rest only which one: "Question - Ann, Daily News", "Host (Ann)"."""
    return low[0] in words("roles") and len(tokens) > 1 and tokens[1] in {"-", "–", "—", "|", "("}


def _opens_nobody(low: list[str], tokens: list[str]) -> bool:
    """Whether the first word is one that opens headings and notes. Months are also first names: "April Jones"."""
    if low[0] not in words("stop_heads"):
        return False
    is_name = low[0] in {"march", "april", "may", "june", "august"} and len(low) > 1 and tokens[1][0].isupper()
    return not is_name


@lru_cache(4096)
def surname_is_caps(raw: str) -> bool:
    """Whether the last name is printed in capitals ("Mr. McCONNELL of Kentucky")."""
    bare = re.sub(r"[(\[][^()\[\]]*[)\]]", "", raw).split(",")[0].split(" of ")[0].split()
    letters = [character for character in (bare[-1] if bare else "") if character.isalpha()]
    return len(letters) > 1 and sum(character.isupper() for character in letters) * 2 > len(letters)


@lru_cache(4096)
def ends_prose(raw: str, first: str) -> bool:
    """Whether a dot after ``raw``, which opens with ``first``, ends an abbreviation ("Kollege Dr.") or a sentence."""
    head, comma, office = NOTE_PATTERN.sub("", raw).partition(", ")
    named = head.split()
    last = named[-1].strip(".").casefold() if named else ""
    functions = words("titles") | words("roles")
    is_office = raw.isupper() and len(last) > _SHORTEST_OFFICE and last in functions  # "PRESIDENTE. La seduta"
    if len(last) < 2 or (len(named) < 2 and not is_office) or last in words("abbreviated_titles"):
        return True
    if comma and office.partition(" ")[0].casefold() not in functions:
        return True
    return first in ARTICLES and functions.isdisjoint(word.strip("()[].").casefold() for word in raw.split())


def is_two_names(bare: str) -> bool:
    """Whether ``bare`` may be a first name and a surname: nothing but letters, no title and no "of"."""
    return bool(_TWO_NAMES.fullmatch(bare)) and not any(
        word in words("titles") or word in words("particles") for word in bare.casefold().split()
    )
