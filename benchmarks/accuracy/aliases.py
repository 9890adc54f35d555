"""Printed labels to people: pairs of labels judged against a key of raw and clean names made by others."""

import csv
from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

from onrecord.speakers import resolved


class Pairs(NamedTuple):
    """Pairs of labels of one event that are one person."""

    gold: int
    found: int
    both: int
    false_merges: list[tuple[str, str, str]]
    missed: list[tuple[str, str, str]]


def alias_pairs(folder):
    """Pairs over all elections of the key below ``folder``; None without the key."""
    key = next(folder.glob("**/name_cleaning_key.csv"), None)
    if key is None:
        return None
    events = defaultdict(dict)
    with key.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            events[row["election"]][row["raw_name"].strip()] = row["clean_name"]
    return pairs_of(events)


def pairs_of(events):
    """``events``: event -> label -> person."""
    gold, found = set(), set()
    for event, people in events.items():
        _speakers, index = resolved(list(people))
        for one, other in combinations(people, 2):
            if people[one] == people[other]:
                gold.add((event, one, other))
            if index[one] == index[other]:
                found.add((event, one, other))
    return Pairs(len(gold), len(found), len(gold & found), sorted(found - gold), sorted(gold - found))
