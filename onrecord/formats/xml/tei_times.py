"""The timeline of a TEI document: which moment each of its points is."""

from __future__ import annotations

from onrecord.formats.xml.times import moment
from onrecord.formats.xml.tree import Node


def instants_in(root: Node) -> dict[str, int]:
    """Milliseconds of each point of time that has an identifier and a time of its own or after another."""
    times: dict[str, int] = {}
    for line in root.all("timeline"):
        unit = line.get("unit")
        before = ""
        for when in line.all("when"):
            key = when.get("id")
            since = when.get("since").lstrip("#") or before or line.get("origin").lstrip("#")
            at = moment(when.get("absolute"))
            if at is None:
                step = moment(when.get("interval"), when.get("unit") or unit or "s")
                at = None if step is None else times.get(since, 0) + step
            if at is None and not before and not when.get("interval"):
                at = 0  # the point from which the others count
            if key and at is not None:
                times[key] = at
                before = key
    return times
