"""Labels to people: which printed labels are the same speaker, and which are roles that many people share.

Two labels become one speaker only where exactly one reading fits; a wrong merge puts words into somebody's mouth, a
missed one can be mended with a click. What is shown is the fullest form as printed, never a form nobody printed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.labels.shapes import key_of
from onrecord.model import Speaker
from onrecord.roster import Listed
from onrecord.wordlists import nicknames, role_names, words

_MALE = frozenset(
    {"senor", "mr", "sir", "lord", "herr", "señor", "sr", "senhor", "signor", "monsieur", "m", "господин", "пан"}
)
_FEMALE = frozenset(
    {
        "ms",
        "mrs",
        "miss",
        "lady",
        "dame",
        "frau",
        "senora",
        "señora",
        "sra",
        "senhora",
        "signora",
        "madame",
        "mme",
        "mlle",
        "госпожа",
        "пані",
    }
)
_NO_OFFICE = _MALE | _FEMALE | {"dr", "prof", "professor", "doctor", "hon", "rev", "don", "doña", "the"}
_SHORT_OFFICES: Mapping[str, tuple[str, ...]] = {
    "sec": ("secretary",), "pres": ("president",), "sen": ("senator",), "rep": ("representative",),
    "gov": ("governor",), "gen": ("general",), "adm": ("admiral",), "amb": ("ambassador",), "min": ("minister",),
    "comm": ("commissioner",), "vp": ("vice", "president"), "pm": ("prime", "minister"), "fm": ("foreign", "minister"),
}  # fmt: skip
_SURNAME_OPENS = frozenset(
    {
        "von",
        "van",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "du",
        "ten",
        "ter",
        "zu",
        "abu",
    }
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "h", "c", "med", "phd", "md", "esq", "the"})
_FAMILY_MOST = 40
"""Of one surname in more forms than this, nobody says which are one person; comparing each with each would not end."""
_TITLES = frozenset(key_of(word) for word in words("titles"))
_NAMELESS = frozenset(key_of(word) for word in words("roles") | words("particles"))
_ROLES = {key_of(word): role for word, role in role_names().items()}
_OFFICES = frozenset(
    key
    for word in words("titles") | words("roles") - words("interjectors") - words("particles")
    if len(key := key_of(word)) > 4
)
"""Words that only an office holds: "Parliamentary Secretary", not "D" or "de"."""
_DIGIT = re.compile(r"\d")
_IN_BRACKETS = re.compile(r"[(\[（]((?:[^()\[\]（）]|\([^()]*\))*)[)\]）]")


_HELD = re.compile(r"The (?P<office>[^()]{4,200}?) ?\((?P<name>[^()\d]{3,60})\)")
"""Who holds an office: "The Minister for Ports (Ann Bell)"."""
_PRESIDES = frozenset({"presiding", "chair", "chairman", "chairwoman", "chairperson", "speaker", "president"})
"""Whoever sits in the chair speaks for it."""
_QUESTIONS = frozenset({"q", "question", "questioner"})
_ANSWERS = frozenset({"a", "answer", "the witness"})


@dataclass(frozen=True, slots=True)
class _Parts:
    """A label taken apart for comparing; everything in lower case without accents."""

    surname: str
    """Empty for a role."""
    given: tuple[str, ...]
    gender: str
    """"m" or "f" where a form of address says so."""
    office: frozenset[str]
    place: str
    """"texas" in "Mr. SMITH of Texas", "heilbronn" in "Michael Link (Heilbronn)"."""

    def conflicts(self, other: _Parts) -> bool:
        """Whether the two cannot be one person, whatever their names."""
        return bool(
            (self.gender and other.gender and self.gender != other.gender)
            or (self.place and other.place and self.place != other.place)
        )

    def other_office(self, other: _Parts) -> bool:
        """Whether each holds an office that the other's form of address does not mention."""
        return bool(self.office and other.office and not (self.office <= other.office or other.office <= self.office))


def resolved(labels: Sequence[str], roster: Iterable[Listed] = ()) -> tuple[tuple[Speaker, ...], dict[str, int]]:
    """The speakers behind ``labels`` (one a turn, as printed), in order of first appearance, and label -> index.

    ``roster`` is the text's own list of participants; it maps initials and role labels, and gives roles. A bare or
    titled surname joins a full name only if exactly one fits; roles, presiding officers and numbers join nobody. People
    whom nobody tells apart (two of one name) are one speaker: the page lets a person split them.
    """
    count = Counter(labels)
    people = _People(list(count), roster)
    groups: dict[str, list[str]] = defaultdict(list)
    for label in count:
        groups[people.of(label)].append(label)
    keys = {key_of(label) for label in count}
    has_answers, has_questions = not keys.isdisjoint(_ANSWERS), not keys.isdisjoint(_QUESTIONS)
    speakers: list[Speaker] = []
    index: dict[str, int] = {}
    taken: set[str] = set()
    for person, members in groups.items():
        members.sort(key=lambda label: -count[label])
        listed = people.listed.get(person)
        name = unique_name(_display(members, count, listed.name if listed else ""), taken)
        role, is_group = _role_of(members[0], has_answers=has_answers, has_questions=has_questions)
        if listed:
            role, is_group = listed.role or role, False
        for label in members:
            index[label] = len(speakers)
        speakers.append(Speaker(name, tuple(members), role, is_group))
    return tuple(speakers), index


@cache
def _parted(label: str) -> _Parts:
    held = _HELD.fullmatch(label)
    office_words = key_of(held["office"]).replace("-", " ").split() if held else []
    if held and not _OFFICES.isdisjoint(office_words) and _PRESIDES.isdisjoint(office_words):
        holder = _parted(held["name"])
        if holder.surname and (holder.given or holder.gender):
            return holder
    bracket = _IN_BRACKETS.search(label)
    head = _IN_BRACKETS.sub(" ", label).partition(",")[0]  # "(Peace River, CPC)" has a comma of its own
    before, _, after = key_of(head).partition(" of ")
    tokens = [part for token in before.split() for part in _SHORT_OFFICES.get(token, (token,))]
    titles = {token for token in tokens if token in _TITLES}
    names = [token for token in tokens if token not in titles and token not in _SUFFIXES]
    male, female = not titles.isdisjoint(_MALE), not titles.isdisjoint(_FEMALE)
    gender = "m" if male and not female else "f" if female and not male else ""
    office = frozenset(titles - _NO_OFFICE)
    if not names or _NAMELESS.issuperset(names) or any(map(_DIGIT.search, names)):
        return _Parts("", (), gender, office, "")
    opens = next((at for at, token in enumerate(names[:-1]) if token in _SURNAME_OPENS), len(names) - 1)
    place = key_of(bracket[1]) if bracket else after
    if bracket and not _OFFICES.isdisjoint(place.split()):
        place = ""  # one person may hold several offices, and none of them is where somebody comes from
    return _Parts(" ".join(names[opens:]), tuple(names[:opens]), gender, office, place)


class _People:
    """Decides for each label which person it means; a person is named by an opaque key."""

    def __init__(self, labels: Sequence[str], roster: Iterable[Listed]) -> None:
        self.listed: dict[str, Listed] = {}
        """Person -> who that is in the roster."""
        self._stands_for: dict[str, Listed | None] = {}
        self._roster: dict[Listed, _Parts] = {}
        for entry in roster:
            self._roster[entry] = _parted(entry.name)
            for key in entry.labels:  # what two people could mean means neither
                self._stands_for[key] = None if self._stands_for.get(key, entry) != entry else entry
        self._listed_as: dict[str, list[Listed]] = defaultdict(list)
        for entry, theirs in self._roster.items():
            for name in {theirs.surname, *theirs.given[:1]}:
                self._listed_as[name].append(entry)
        self._family: dict[str, dict[_Parts, None]] = defaultdict(dict)
        """Surname -> the forms it stands in, in order of appearance."""
        for label in labels:
            parts = _parted(label)
            self._family[parts.surname][parts] = None
        self._person: dict[_Parts, str] = {}

    def of(self, label: str) -> str:
        """The person ``label`` means."""
        key = key_of(label)
        if entry := self._stands_for.get(key):
            return self._from_roster(entry)
        mine = _parted(label)
        if not mine.surname:
            bracket = _IN_BRACKETS.search(label)
            return f"role {key} {key_of(bracket[1]) if bracket else ''}"
        person = self._person_of(mine)
        on_list = [entry for entry in self._listed_as[mine.surname] if _fits_roster(mine, self._roster[entry])]
        if len(on_list) == 1 and not person.startswith("unsure"):
            self.listed.setdefault(person, on_list[0])
            if not mine.given:
                return self._from_roster(on_list[0])
        return person

    def _from_roster(self, entry: Listed) -> str:
        theirs = self._roster[entry]
        person = self._person_of(theirs) if theirs.given else f"bare {theirs.surname}"
        self.listed[person] = entry
        return person

    def _person_of(self, mine: _Parts) -> str:
        if mine not in self._person:
            if len(self._family[mine.surname]) > _FAMILY_MOST:
                person = f"unsure {mine}"
            else:
                person = self._with_given(mine) if mine.given else self._without_given(mine)
            self._person[mine] = person
        return self._person[mine]

    def _with_given(self, mine: _Parts) -> str:
        """A full name: those with the same surname and a given name that fits are one, if they all fit each other."""
        same = [other for other in self._family[mine.surname] if other.given and _given_fits(mine, other)]
        same = [other for other in same if not mine.conflicts(other)] or [mine]
        pairs_fit = all(_given_fits(one, other) for one in same for other in same)
        given = (
            max((other.given[0] for other in same), key=lambda name: (len(name), name)) if pairs_fit else mine.given[0]
        )
        places = {other.place for other in self._family[mine.surname] if other.given and _given_fits(mine, other)} - {
            ""
        }
        return f"full {given} {mine.surname} {mine.place if len(places) > 1 and self._is_split(mine, places) else ''}"

    def _is_split(self, mine: _Parts, places: set[str]) -> bool:
        """Whether one name stands with two places or parties, so that only the place tells who is meant."""
        return len(places) > 1 and mine.place in {"", *places}

    def _without_given(self, mine: _Parts) -> str:
        """A surname alone: joins the one full name that fits; two that fit leave it alone."""
        family = [other for other in self._family[mine.surname] if not mine.conflicts(other)]
        full = {self._person_of(other) for other in family if other.given and not mine.other_office(other)}
        if len(full) == 1:
            return full.pop()
        if full:
            return f"unsure {mine.surname} {mine.gender} {' '.join(sorted(mine.office))} {mine.place}"
        bare = [other for other in self._family[mine.surname] if not other.given]
        marks = [""]
        if len({other.gender for other in bare} - {""}) > 1:
            marks.append(mine.gender)
        if len({other.place for other in bare} - {""}) > 1:
            marks.append(mine.place)
        if any(one.other_office(other) for one in bare for other in bare):
            marks.append(" ".join(sorted(mine.office)))
        return f"bare {mine.surname} {' '.join(marks)}"


def _fits_roster(mine: _Parts, theirs: _Parts) -> bool:
    """A surname, a given name and surname, or (without any title) a given name alone."""
    if mine.given:
        return mine.surname == theirs.surname and bool(theirs.given) and _given_fits(mine, theirs)
    if mine.surname == theirs.surname:
        return True
    return not mine.office and not mine.gender and bool(theirs.given) and mine.surname == theirs.given[0]


def _given_fits(mine: _Parts, theirs: _Parts) -> bool:
    """Equal, an initial of the other, or its short form."""
    first, second = mine.given[0], theirs.given[0]
    return (
        first == second
        or (len(first) == 1 and second.startswith(first))
        or (len(second) == 1 and first.startswith(second))
        or second in nicknames().get(first, ())
        or first in nicknames().get(second, ())
    )


def _display(members: Sequence[str], count: Counter[str], listed: str) -> str:
    """The fullest printed form: most given names first, then most words, then the commonest."""

    def fullness(label: str) -> tuple[int, bool, int, int, int]:
        return (len(_parted(label).given), "?" not in label, len(label.split()), len(label), count[label])

    best = max(members, key=fullness)
    if listed and len(_parted(best).given) < len(_parted(listed).given):
        return listed
    return best.rstrip(" ,;:") or best


def unique_name(name: str, taken: set[str]) -> str:
    """``name``, numbered where another speaker already shows it."""
    shown, number = name, 2
    while shown.casefold() in taken:
        shown, number = f"{name} ({number})", number + 1
    taken.add(shown.casefold())
    return shown


def _role_of(label: str, *, has_answers: bool, has_questions: bool) -> tuple[str, bool]:
    """The role a label says, and whether many people share it."""
    key = key_of(label)
    if _parted(label).surname:
        return "", False
    words_of = [word for word in key.split() if word != "the"]
    if _DIGIT.search(key) and words_of[:1] not in (["unidentified"], ["unknown"]):
        return "", False
    if key in _QUESTIONS and has_answers:
        return "questioner", True
    if key == "a" and not has_questions:
        return "", False  # one of A, B and C
    named = [_ROLES[word] for word in words_of if word in _ROLES]
    # "AUDIENCE MEMBER", "UNIDENTIFIED SPEAKER": what many people share decides.
    return max(named, key=lambda role: role[1], default=("", False))
