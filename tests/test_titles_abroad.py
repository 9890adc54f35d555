"""Titles and courtesies in other languages than English. Every text here was written for the tests."""

import pytest

from onrecord.name_lists import titles
from tests.mentioning import mentioned


def found(speeches):
    return [(words, name) for words, name, _, _ in mentioned(speeches, "person")]


def test_french():
    """Small letters, an article between "Monsieur" and the office, and a ministry that is nobody's surname."""
    speeches = [
        ("Mme la présidente", "La parole est à M. Vautrin pour une question."),
        (
            "M. Luc Vautrin",
            "Madame la présidente, je remercie le ministre de la Justice, Éric Morel, et mon cher collègue.",
        ),
        ("M. Paul Attal, ministre", "Monsieur Vautrin, je vous réponds. Le député le sait, et madame Roy aussi."),
    ]
    assert found(speeches) == [
        ("M. Vautrin", "M. Luc Vautrin"),
        ("Madame la présidente", "Mme la présidente"),
        ("le ministre de la Justice", "Éric Morel"),
        ("Éric Morel", "Éric Morel"),
        ("Monsieur Vautrin", "M. Luc Vautrin"),
        ("Le député", "M. Luc Vautrin"),
        ("madame Roy", "madame Roy"),
    ]


def test_german():
    """Several titles in a row are one, and a colleague is who spoke before."""
    speeches = [
        (
            "Vizepräsidentin Petra Lange",
            "Das Wort hat der Kollege Dr. Jens Weber, und dann ist die Kollegin Braun an der Reihe.",
        ),
        ("Dr. Jens Weber (SPD)", "Sehr geehrte Frau Präsidentin! Herr Minister Schmidt hat recht, und Sie wissen das."),
        (
            "Anna Braun (CDU)",
            "Herr Kollege Weber, ich frage Sie das. Der Kollege hat es nicht gesagt, Frau Präsidentin.",
        ),
    ]
    weber, braun, chair = "Dr. Jens Weber (SPD)", "Anna Braun (CDU)", "Vizepräsidentin Petra Lange"
    assert found(speeches) == [
        ("Kollege Dr. Jens Weber", weber),
        ("Kollegin Braun", braun),
        ("Frau Präsidentin", chair),
        ("Herr Minister Schmidt", "Herr Minister Schmidt"),
        ("Herr Kollege Weber", weber),
        ("Der Kollege", weber),
        ("Frau Präsidentin", chair),
    ]


def test_the_presidents_of_a_country_and_of_its_parliament_are_two():
    """ "Herr Bundespräsident" is not whoever presides."""
    speeches = [
        ("Präsident Wolf", "Herr Bundespräsident, wir danken Ihnen. Das Wort hat der Herr Bundespräsident."),
        ("Bundespräsident Stein", "Herr Präsident, das ist nicht alles, und Sie wissen das."),
        ("Anna Braun", "Ich danke dem Herrn Bundespräsidenten und auch Ihnen, Herr Bundestagspräsident!"),
    ]
    stein, wolf = "Bundespräsident Stein", "Präsident Wolf"
    assert [name for _, name in found(speeches)] == [stein, stein, wolf, stein, wolf]
    assert found([speeches[0]]) == []


def test_spanish():
    """Of two surnames in a label either is enough, and "el" before the title keeps it from being an address."""
    speeches = [
        ("La señora PRESIDENTA", "Tiene la palabra el señor Roca para una pregunta que es de todos."),
        (
            "El señor ROCA VIDAL",
            "Señora presidenta, la señora Díaz y don Pedro Soler no lo saben, pero el señor presidente sí.",
        ),
        ("El señor SOLER PONS", "Gracias, señora presidenta. Señor Roca, usted no tiene razón en lo que dice."),
    ]
    assert found(speeches) == [
        ("señor Roca", "El señor ROCA VIDAL"),
        ("Señora presidenta", "La señora PRESIDENTA"),
        ("señora Díaz", "señora Díaz"),
        ("don Pedro Soler", "El señor SOLER PONS"),
        ("señora presidenta", "La señora PRESIDENTA"),
        ("Señor Roca", "El señor ROCA VIDAL"),
    ]


def test_words_that_english_has_for_something_else_are_no_titles_there():
    speech = "I met Don Orr and his papa Karl. The general Marlowe did not. M. Orr is the sr."
    assert found([("MS. HALE", speech)]) == [("Don Orr", "Don Orr"), ("Orr", "Don Orr")]


@pytest.mark.parametrize("is_english", [True, False])
def test_every_title_is_an_english_one_with_its_flags(is_english):
    """A list of another language that names a title which titles.txt lacks would not load."""
    known = titles(is_english=is_english)
    english = {title.name for title in titles().values()}
    assert {title.name for title in known.values()} <= english
    assert known["bundeskanzlerin",].name == "chancellor"
    assert known["bundeskanzlerin",].gender == "she"
    assert (("sr",) in known) != is_english
