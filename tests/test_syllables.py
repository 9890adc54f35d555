"""Syllables of English words: a list counted by hand, drawn from real briefings, and what must always hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.syllables import syllables
from onrecord.tokens import tokenize

# 139 words of five letters and more drawn in proportion to their use from press briefings, remarks and debates, and 118
# drawn from their vocabulary. Drawn and counted before the rules were written; 4 were wrong then ("enforcement",
# "betrayed", "safer", "Louisiana"), and the first three led to better rules.
IN_USE = """
    about2 accepts2 across2 adding2 administration5 agree2 agreement3 alone2 along2 already3 america4
    american4 among2 appears2 better2 between2 checks1 compared2 competition4 conditions3 congestion3
    connectivity5 consent2 consider3 constituent4 consulted3 continue3 continued3 could1 country2 decision3
    defense2 deliberate4 deregulation5 deserve2 detained2 dispensing3 displaced2 effective3 elsewhere2
    enforcement3 entitled3 establishment4 executing4 first1 forced1 friday2 friend1 friendship2 front1 future2
    general3 georgia2 going2 government3 harris2 health1 hesitate3 higher2 history3 india3 innocent3
    intelligence4 kamala3 kayla2 lankan2 launch1 lease1 level2 locking2 lower2 management3 meeting2 members2
    minister3 moment2 murdering3 mutual3 neither2 notorious4 november3 office2 operate3 other2 party2 penalty3
    pence1 people2 practical3 president3 prime1 privatisation5 process2 protect2 public2 question2 rambling2
    really2 recently3 release2 repeat2 respect2 respond2 review2 rights1 secured2 significant4 sometimes2
    speak1 state1 straight1 suspending3 tahawwur3 thank1 their1 there1 these1 things1 think1 three1 topic2
    train1 tried1 ultimately4 university5 vaccine2 vaccines2 vitality4 whatever3 which1 while1 within2 worked1
    working2 world1 would1 wrote1 years1 yesterday3
"""
IN_VOCABULARY = """
    adani3 agendas3 argument3 attacks2 becerra3 bermondsey3 betrayal3 betrayed2 birmingham3 brazil2 brief1
    bushels2 canal2 candidates3 catholic3 cemetery4 centcom2 concentration4 concerted3 conduct2 confirmation4
    conservation4 constructed3 contempt2 continual4 contrary3 correlation4 crime1 crises2 cross1 deadly2
    defeat2 democracy4 demonstrate3 describe2 developments4 disassociate5 durbin2 dynamics3 education4
    efficient3 enable3 endeavours3 enhance2 evaluating5 exemplary4 expunge2 extend2 fantasy3 façade2 feature2
    follows2 footways2 happen2 highway2 improving3 inclusive3 increased2 indian3 invest2 investing3 largest2
    limit2 louisiana5 loving2 loyal2 magnitsky3 maintenance3 malnourished3 meant1 memorable4 miami3 months1
    nimbys2 onslaught2 opposed2 opposing3 ossoff2 preferences4 principally4 rajapaksa4 ramps1 relate2
    returning3 rioters3 safer2 sales1 sandford2 seats1 seeing2 selectively4 sewage2 silent2 sorts1 stand1
    starting2 stopped1 strategies3 striving2 struggling2 suffer2 supertram3 synonymous4 targets2 territory4
    tobacco3 toughest2 tourists2 uniformed3 using2 vehicles3 wednesday2 weight1 wimbledon3 wishes2
    withstanding3 worry2 xenophobic4
"""


def counted(text):
    return {word: int(number) for word, number in re.findall(r"([^\W\d]+)(\d)", text)}


def test_rules_against_a_list_counted_by_hand():
    """At most one word in a hundred is wrong, none by more than two, and the errors do not add up."""
    gold = {**counted(IN_USE), **counted(IN_VOCABULARY)}
    assert len(gold) == 257
    wrong = {word: syllables(word) - number for word, number in gold.items() if syllables(word) != number}
    assert set(wrong) <= {"louisiana"}
    assert abs(sum(wrong.values())) <= 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the be rely made asked wanted", [1, 1, 2, 1, 1, 2]),
        ("table tables times changes called handled", [2, 2, 1, 2, 1, 2]),
        ("therefore safely statement element wider", [2, 2, 2, 3, 2]),
        ("media special various nation video people", [3, 2, 3, 2, 3, 2]),
        ("going seeing create creature reality real", [2, 2, 2, 2, 4, 1]),
        ("terrorism quiet actual language influence", [4, 2, 3, 2, 3]),
        ("don't didn't can't isn't it'll we'll they've could've it'd I'm that's", [1, 2, 1, 2, 2, 1, 1, 2, 2, 1, 1]),
        ("U.S. NSC www Q&A two-way long-lasting", [2, 3, 9, 2, 2, 3]),
        ("5 2024 10,000 F-16", [1, 4, 5, 3]),
        ("every everyone Mr. Wednesday's", [2, 3, 2, 2]),
    ],
)
def test_by_hand(text, expected):
    """Silent letters, vowels that part, shortened forms, compounds, spelt letters and digits."""
    words = tokenize(text)
    assert [syllables(str(words.vocabulary[code])) for code in words.term] == expected


@given(st.text(st.characters() | st.sampled_from("aeiouy'-.tsd"), min_size=1))
def test_every_term_has_a_syllable(text):
    """Any term of any script has at least one syllable and no more than three for each character."""
    for term in tokenize(text).vocabulary:
        assert 1 <= syllables(str(term)) <= 3 * len(term)
