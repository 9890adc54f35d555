"""Labels to people: which printed labels are the same speaker, and which are roles that many people share.

Two labels become one speaker only where exactly one reading fits; a wrong merge puts words into somebody's mouth, a missed
one can be mended with a click. What is shown is the fullest form as printed, never a form nobody printed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.labels.shapes import key_of
from onrecord.model import Speaker
from onrecord.wordlists import nicknames, words

_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("q", "question", "questioner", "reporter", "journalist", "press", "media", "correspondent"), "press"),
    **dict.fromkeys(("вопрос", "питання", "запитання", "журналист", "журналіст", "корреспондент", "سؤال", "السؤال"), "press"),
    **dict.fromkeys(("الصحفي", "صحفي", "问", "問", "记者", "記者", "pregunta", "pergunta", "domanda", "frage"), "press"),
    **dict.fromkeys(("periodista", "journaliste", "giornalista", "reporterin"), "press"),
    **dict.fromkeys(("audience", "crowd", "all", "chorus", "congregation", "members", "participants"), "audience"),
    **dict.fromkeys(("unknown", "unidentified", "voice", "voices", "participant", "member", "male", "female"), "unidentified"),
    **dict.fromkeys(("man", "woman", "boy", "girl", "aide", "staff", "official"), "unidentified"),
}
_ROLES: Mapping[str, str] = {
    **dict.fromkeys(("moderator", "host", "anchor", "moderador", "moderadora", "moderatorin", "ведущий", "ведущая"), "moderator"),
    **dict.fromkeys(("facilitator", "presenter", "interviewer", "主持人", "modérateur", "modératrice", "модератор"), "moderator"),
    **dict.fromkeys(("interpreter", "translator"), "interpreter"),
    **dict.fromkeys(("operator", "announcer", "narrator"), "operator"),
    **dict.fromkeys(("witness", "a", "answer", "interviewee", "respondent"), "witness"),
    **dict.fromkeys(("chair", "chairman", "chairwoman", "chairperson", "speaker", "presiding", "president"), "chair"),
    **dict.fromkeys(("präsident", "präsidentin", "président", "présidente", "presidente", "presidenta", "主席"), "chair"),
    **dict.fromkeys(("voorzitter", "talmannen", "vorsitzender", "vorsitzende", "court", "judge"), "chair"),
    **dict.fromkeys(("clerk", "bailiff"), "clerk"),
}
_MALE = frozenset("mr sir lord herr señor sr senhor signor monsieur m господин пан".split())
_FEMALE = frozenset("ms mrs miss lady dame frau señora sra senhora signora madame mme mlle госпожа пані".split())
_NUMBERED = re.compile(r"\d")
_ROSTER_LINE = re.compile(r"[ \t*•-]*(?P<name>[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,5}) ?[(\[](?P<short>[A-Z]{1,4})[)\]]")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A label taken apart for comparing."""

    titles: frozenset[str]
    names: tuple[str, ...]
    """Given names and surname, in lower case without accents; empty for a role."""
    place: str
    """"texas" in "Mr. SMITH of Texas"."""
    affiliation: str

    @property
    def surname(self) -> str:
        return self.names[-1] if self.names else ""


def resolved(labels: Sequence[str], roster: Iterable[str] = ()) -> tuple[tuple[Speaker, ...], dict[str, int]]:
    """The speakers behind ``labels`` (one a turn, as printed), in order of first appearance, and label -> index.

    ``roster`` holds full names from the text's own list of participants, "Anna Bell (AB)" mapping the initials. A bare or
    titled surname joins a full name only if exactly one fits; roles, presiding officers and numbers never join anybody.
    """
    count = Counter(labels)
    order = list(dict.fromkeys(labels))
    parts = {label: _parted(label) for label in order}
    initials, full_names = _read_roster(roster)
    person = _People(order, parts, initials, full_names)
    groups: dict[str, list[str]] = {}
    for label in order:
        groups.setdefault(person.of(label), []).append(label)
    speakers: list[Speaker] = []
    index: dict[str, int] = {}
    taken: set[str] = set()
    has_answers = any(key_of(label) in {"a", "answer", "the witness"} for label in order)
    for members in groups.values():
        members.sort(key=lambda label: -count[label])
        name = _display(members, count, person.full_name(members[0]))
        while name.casefold() in taken:
            name += " "  # cannot be told apart by eye; the labels tell them apart
            name = f"{name.strip()} ({members[0]})" if f"{name.strip()} ({members[0]})".casefold() not in taken else name.strip() + "’"
        taken.add(name.casefold())
        role, is_group = _role_of(members[0], has_answers=has_answers)
        for label in members:
            index[label] = len(speakers)
        speakers.append(Speaker(name, tuple(members), role, is_group))
    return tuple(speakers), index


def roster_in(lines: Iterable[str]) -> list[str]:
    """The lines that give a name and its initials: "Anna Bell (AB)"."""
    return [f"{found['name']} ({found['short']})" for line in lines if (found := _ROSTER_LINE.match(line))]


def _read_roster(roster: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    initials: dict[str, str] = {}
    names: list[str] = []
    for entry in roster:
        found = re.fullmatch(r"(.+?) \(([A-Z]{1,4})\)", entry.strip())
        name = found[1] if found else entry.strip()
        if found:
            initials[found[2].casefold()] = name
        if name:
            names.append(name)
    return initials, names


def _parted(label: str) -> _Parts:
    head, _, affiliation = label.partition(",")
    bracket = re.search(r"[(\[]([^()\[\]]*)[)\]]", head)
    if bracket:
        affiliation = affiliation or bracket[1]
    before, _, after = key_of(head).partition(" of ")
    tokens = before.split()
    titles = frozenset(token for token in tokens if token in words("titles"))
    names = tuple(token for token in tokens if token not in words("titles") and token not in {"the", "h", "c"})
    if set(names) <= words("roles") | words("particles") or any(map(_NUMBERED.search, names)):
        names = ()
    place = after if names and after else ""
    return _Parts(titles, names, place, key_of(affiliation) if affiliation else "")


class _People:
    """Decides for each label which label (or roster name) stands for its person."""

    def __init__(
        self, labels: Sequence[str], parts: Mapping[str, _Parts], initials: Mapping[str, str], roster: Sequence[str]
    ) -> None:
        self.parts = dict(parts)
        self.initials = initials
        self.roster = {name: _parted(name) for name in roster}
        self.by_surname: dict[str, list[str]] = defaultdict(list)
        for label in labels:
            if parts[label].names:
                self.by_surname[parts[label].surname].append(label)
        self.head: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for label in labels:
            self.head[label] = self._find(label)

    def of(self, label: str) -> str:
        return self.head[label]

    def full_name(self, label: str) -> str:
        """The roster's name for the person, or empty."""
        return self.names.get(self.head[label], "")

    def _find(self, label: str) -> str:
        mine = self.parts[label]
        key = key_of(label)
        if key in self.initials:
            name = self.initials[key]
            person = f"person:{key_of(name)}"
            self.names[person] = name
            return person
        if not mine.names:
            return f"role:{key} {mine.affiliation}".strip()
        family = [other for other in self.by_surname[mine.surname] if other != label]
        family = [other for other in family if not _conflict(mine, self.parts[other])]
        listed = [name for name, theirs in self.roster.items() if self._fits(mine, theirs)]
        if len(mine.names) == 1:
            whole = {_person_key(self.parts[other]) for other in family if len(self.parts[other].names) > 1}
            whole = self._one_each(whole) | {f"person:{' '.join(self.roster[name].names)}" for name in listed}
            if len(whole) == 1:
                return self._listed(next(iter(whole)), listed)
            if whole:
                return f"alone:{label}"
            return self._bare(label, mine, family)
        person = _person_key(mine)
        same = {_person_key(self.parts[other]) for other in family if _same_given(mine, self.parts[other])} | {person}
        fullest = max(same, key=lambda name: (len(name), name))
        if len({name.split(":", 1)[1].split()[0][:1] for name in same}) > 1 and not same <= {person, fullest}:
            fullest = person
        return self._listed(fullest, listed)

    def _listed(self, person: str, listed: Sequence[str]) -> str:
        if len(listed) == 1:
            self.names[person] = listed[0]
        return person

    def _one_each(self, people: set[str]) -> set[str]:
        """``people`` with those that are one person by initial or nickname counted once."""
        kept: list[str] = []
        for name in sorted(people, key=lambda n: (-len(n), n)):
            given, surname = name.split(":", 1)[1].split()[0], name.split()[-1]
            if not any(_given_fits(given, k.split(":", 1)[1].split()[0]) and surname == k.split()[-1] for k in kept):
                kept.append(name)
        return set(kept)

    def _bare(self, label: str, mine: _Parts, family: Sequence[str]) -> str:
        """A surname nobody gives a first name to: joins the same surname unless titles or places tell them apart."""
        bare = [other for other in family if len(self.parts[other].names) == 1] + [label]
        genders = {gender for other in bare if (gender := _gender(self.parts[other].titles))}
        places = {self.parts[other].place for other in self.by_surname[mine.surname]} - {""}
        offices = {frozenset(self.parts[other].titles - _MALE - _FEMALE - {"dr"}) for other in bare} - {frozenset()}
        everyone = [other for other in self.by_surname[mine.surname] if len(self.parts[other].names) == 1]
        all_genders = {gender for other in everyone if (gender := _gender(self.parts[other].titles))}
        if len(all_genders) > 1 or len(genders) > 1:
            return f"bare:{mine.surname}:{_gender(mine.titles) or label}:{mine.place}"
        if len(places) > 1:
            return f"bare:{mine.surname}:{mine.place or label}"
        if len(offices) > 1 and not any(a < b or b < a for a in offices for b in offices if a != b):
            return f"bare:{mine.surname}:{' '.join(sorted(mine.titles - _MALE - _FEMALE - {'dr'})) or label}"
        return f"bare:{mine.surname}"

    def _fits(self, mine: _Parts, theirs: _Parts) -> bool:
        if not theirs.names:
            return False
        if len(mine.names) == 1:
            return mine.surname in {theirs.surname, theirs.names[0]} and (
                mine.surname == theirs.surname or not mine.titles
            )
        return mine.surname == theirs.surname and _given_fits(mine.names[0], theirs.names[0])


def _person_key(parts: _Parts) -> str:
    return f"person:{' '.join(parts.names)}"


def _same_given(mine: _Parts, theirs: _Parts) -> bool:
    return len(theirs.names) > 1 and _given_fits(mine.names[0], theirs.names[0])


def _given_fits(first: str, second: str) -> bool:
    """Equal, an initial of the other, or its short form."""
    return (
        first == second
        or (len(first) == 1 and second.startswith(first))
        or (len(second) == 1 and first.startswith(second))
        or second in nicknames().get(first, ())
        or first in nicknames().get(second, ())
    )


def _gender(titles: frozenset[str]) -> str:
    male, female = not titles.isdisjoint(_MALE), not titles.isdisjoint(_FEMALE)
    return "m" if male and not female else "f" if female and not male else ""


def _conflict(mine: _Parts, theirs: _Parts) -> bool:
    one, other = _gender(mine.titles), _gender(theirs.titles)
    return bool((one and other and one != other) or (mine.place and theirs.place and mine.place != theirs.place))


def _display(members: Sequence[str], count: Counter[str], listed: str) -> str:
    """The fullest printed form: most names first, then most words; the commoner of equals."""
    best = max(members, key=lambda label: (len(_parted(label).names), len(label.split()), len(label), count[label]))
    if listed and len(listed) > len(best) and len(_parted(best).names) < len(_parted(listed).names):
        return listed
    return best.rstrip(" ,;:") if best.count(".") > 1 or not best.endswith(".") else best.rstrip(" .,;:") or best


def _role_of(label: str, *, has_answers: bool) -> tuple[str, bool]:
    """The role a label says, and whether many people share it."""
    parts = _parted(label)
    key = key_of(label)
    if parts.names:
        return "", False
    tokens = [token for token in key.split() if token != "the"]
    if _NUMBERED.search(key) and not (tokens and tokens[0] in {"unidentified", "unknown"}):
        return "", False
    if key in {"q", "question", "questioner"} and has_answers:
        return "questioner", True
    for token in tokens:
        if token in _GROUPS:
            return _GROUPS[token], True
    for token in tokens:
        if token in _ROLES:
            return _ROLES[token], False
    return "", False
