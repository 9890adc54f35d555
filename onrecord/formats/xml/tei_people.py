"""The people of a TEI document: who the identifiers of its speeches are, as far as its header tells."""

from __future__ import annotations

from onrecord.formats.xml.names import identifiers, readable
from onrecord.formats.xml.tree import Node
from onrecord.model import Speaker

_PARTIES = frozenset({"politicalParty", "parliamentaryGroup", "party", "politicalGroup"})
_PARTY_IDS = ("party.", "parliamentaryGroup.", "politicalParty.", "party_", "group.", "PG.", "PP.")
_MEMBER = frozenset({"", "member", "representative", "head", "secretary", "deputyHead"})


def people_in(root: Node) -> dict[str, Speaker]:
    """A speaker for each person, group of persons and part that has an identifier.

    Names come from the lists of the header, the cast list too; parties from affiliations, whose organisations may be
    listed in the file or not.
    """
    organisations = {node.get("id"): node for node in root.all("org") if node.get("id")}
    people: dict[str, Speaker] = {}
    for node in root.all("person", "personGrp", "castItem", "role"):
        key = node.get("id")
        if key:
            name = _name(node) or readable(key)
            sharing = node.name == "personGrp"
            people[key] = Speaker(name, role=node.get("role"), is_group=sharing, party=_party(node, organisations))
    return people


def _name(node: Node) -> str:
    """The first name given, forenames first."""
    if node.name == "role":
        return node.text().strip(" .,:")
    if node.name == "castItem":
        part = next(node.all("role"), None)
        return (part or node).text().strip(" .,:")
    named = next(node.all("persName"), None) or next(node.all("name"), None)
    if named is None:
        described = node.child("p") or node
        text = described.text()
        return text if len(text) <= 60 else ""
    parts = [
        each.text()
        for kinds in (("forename",), ("nameLink",), ("surname",))
        for each in named.children()
        if each.name in kinds and each.get("type") != "patronym"
    ]
    return " ".join(part for part in parts if part) or named.text()


def _party(person: Node, organisations: dict[str, Node]) -> str:
    """Of the last affiliation with a party or group that has no end, or else the last."""
    found = ended = ""
    for node in person.all("affiliation"):
        targets = identifiers(node.get("ref", "key")) or [""]
        organisation = organisations.get(targets[0])
        if organisation is not None:
            is_party = organisation.get("role") in _PARTIES
        else:
            is_party = targets[0].startswith(_PARTY_IDS) or (not targets[0] and node.get("type", "role") in _PARTIES)
        if is_party and node.get("role") in _MEMBER | _PARTIES:
            name = _organisation(organisation) if organisation is not None else _plain(targets[0]) or node.text()
            if node.get("to"):
                ended = name
            else:
                found = name
    return found or ended


def _organisation(node: Node) -> str:
    names = list(node.all("orgName"))
    short = next((each for each in names if each.get("full") in {"abb", "init"}), None)
    named = short or (names[0] if names else None)
    return named.text() if named else _plain(node.get("id"))


def _plain(identifier: str) -> str:
    for prefix in _PARTY_IDS:
        if identifier.startswith(prefix):
            return identifier[len(prefix) :]
    return identifier
