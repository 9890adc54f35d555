"""Near names: suggested with a reason, never merged."""

import pytest

from onrecord.likeness import suggestions
from onrecord.model import Speaker, Transcript, Turn


def _of(*names, group=False):
    speakers = tuple(Speaker(name, (name,), is_group=group) for name in names)
    turns = tuple(Turn(at, name, 0, 0) for at, name in enumerate(names))
    return suggestions(Transcript("t", "", "", "text", "UTF-8", (), turns, speakers))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("SM1TH", "SMITH", "look alike, such as 0 and O"),
        ("R0BERT LANE", "ROBERT LANE", "look alike, such as 0 and O"),
        ("Ann Hale", "Аnn Hale", "different alphabets"),
        ("ROMNEHY", "ROMNEY", "one letter of the surname"),
        ("Mr. Ashfield", "Ms. Ashfeld", "one letter of the surname"),
        ("Jane Kowalska", "J. Kowalski", "one letter of the surname"),
    ],
)
def test_near_names_are_suggested_with_the_reason(one, other, reason):
    """The reason names both and says in words what differs."""
    (found,) = _of(one, other)
    assert {found.first, found.second} == {0, 1}
    assert reason in found.reason
    assert one in found.reason
    assert other in found.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HALL", "HALE"),
        ("Jane Kowalska", "Peter Kowalski"),
        ("Speaker 1", "Speaker 2"),
        ("Anna Bell", "Jonas Roth"),
        ("MR. CARTWRIGHT", "MS. CARTWELL"),
        ("Johnson", "Johnston-Smythe"),
    ],
)
def test_names_that_differ_more_are_not(one, other):
    """Short surnames, other given names and numbers are two people."""
    assert _of(one, other) == []


def test_roles_that_many_share_are_left_out():
    """Nobody is asked whether two groups are one person."""
    assert _of("REPORTER", "REP0RTER", group=True) == []


def test_the_one_who_speaks_more_comes_first():
    """The commoner form is the likelier right one."""
    speakers = (Speaker("ROMNEHY"), Speaker("ROMNEY"))
    turns = tuple(Turn(at, "", 0, 0) for at in (0, 1, 1))
    (found,) = suggestions(Transcript("t", "", "", "text", "UTF-8", (), turns, speakers))
    assert (found.first, found.second) == (1, 0)


def test_a_wide_field_of_speakers_takes_time_in_proportion():
    """Thousands of near names give no suggestion for each pair: a form that many share says nothing of any two."""
    names = [f"Kowalsk{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(676)]
    assert len(_of(*names)) < 13 * len(names)
