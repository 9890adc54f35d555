"""The label grammar: which strings of a text are speaker labels, and which only look like some."""

import json
from pathlib import Path

import pytest

from onrecord.labels import find_labels

_OFFICES = (
    "Minister of Ports and Minister responsible for the Coast Agency for Northern and Western Harbours (Fishing), Lib."
)
LABELLED = {
    "all of a minister's offices": (
        (f"Hon. Ann Lee ({_OFFICES}):\nMr. Speaker, I agree.\n\nThe Speaker:\nThank you.\n\n"
        f"Mr. Bo Roe (Harbour East, Con.):\nI do not.\n\nThe Speaker:\nVery well.\n"),
        [f"Hon. Ann Lee ({_OFFICES})", "The Speaker", "Mr. Bo Roe (Harbour East, Con.)", "The Speaker"],
    ),
    "offices, line of their own": (
        (f"The Speaker\nOrder!\n\nHon. Ann Lee ({_OFFICES})\nMr. Speaker, I agree.\n\nThe Speaker\nThank you.\n\n"
        f"Mr. Bo Roe (Harbour East, Con.)\nI do not.\n\nThe Speaker\nVery well.\n"),
        ["The Speaker", f"Hon. Ann Lee ({_OFFICES})", "The Speaker", "Mr. Bo Roe (Harbour East, Con.)", "The Speaker"],
    ),
    "chat names, line of their own": (
        "bosun\nYes, I am. Where are you?\n\nAnn Lee\nOn the pier. And you?\n\nbosun\nI see you.\n\n" * 3,
        ["bosun", "Ann Lee", "bosun"] * 3,
    ),
    "a chat name with digits": (
        ("Ann Lee: Are you there?\n\nmate77: Yes, sorry?\n\nAnn Lee: Where are you?\n\nmate77: On the pier.\n\n"
        "Ann Lee: I see you.\n\nmate77: Bye.\n"),
        ["Ann Lee", "mate77"] * 3,
    ),
    "one title alone on its line, time and again": (
        ("Mr. Gray\nI beg to give notice of a motion.\n\nMr. Gray\nI rise to ask for a statement.\n\n"
        "Mr. Gray\nI thank you, and I ask for your patience.\n"),
        ["Mr. Gray"] * 3,
    ),
    "answers of a word between names on their lines": (
        ("Grad C\nWhy would you do that?\n\nPhD D\nIt it doesn't\n\nGrad C\nI see.\n\nPhD D\nSo\n\nGrad C\n"
        "Do you want to go on?\n\nPhD D\nYes, I do.\n"),
        ["Grad C", "PhD D"] * 3,
    ),
    "colon in capitals": (
        "MS. OKONJO: Good afternoon.\n\nQ    Why now?\n\nMS. OKONJO: Because.\n",
        ["MS. OKONJO", "Q", "MS. OKONJO"],
    ),
    "full names in title case": (
        "Lin Achterberg: Welcome.\nCorwin Pell: Thank you.\nLin Achterberg: Begin.\n",
        ["Lin Achterberg", "Corwin Pell", "Lin Achterberg"],
    ),
    "two names that speak once each": ("Jane Doe: Hello.\n\nBob Roe: Hi.\n", ["Jane Doe", "Bob Roe"]),
    "several labels in one paragraph": (
        "REED: Go on. WICKS: Thank you. I think so. REED: Next.\n\nWICKS: One. REED: Two.\n",
        ["REED", "WICKS", "REED", "WICKS", "REED"],
    ),
    "a text without line ends": (
        "REED: Good evening and welcome to all of you out there. " + "It is late. " * 40
        + "WICKS: Thank you for having me. " + "It is early. " * 40 + "REED: Good night.",
        ["REED", "WICKS", "REED"],
    ),
    "names alone on their lines": (
        "Jane Doe\nHello to you all.\n\nBob Roe\nHi, thank you.\n\nJane Doe\nBye for now.\n\nBob Roe\nGood bye.\n",
        ["Jane Doe", "Bob Roe"] * 2,
    ),
    "offices alone on their lines": (
        ("The Prime Minister\nI beg to move.\n\nSir Keir Holt\nWill he give way?\n\nThe Prime Minister\nNo.\n\n"
        "Mr Speaker\nOrder.\n\nThe Prime Minister\nThank you.\n"),
        ["The Prime Minister", "Sir Keir Holt", "The Prime Minister", "Mr Speaker", "The Prime Minister"],
    ),
    "name and time on a line": (
        "Tom Reed  0:15\nGood morning everyone.\n\nSue Hale  0:32\nThanks Tom.\n\nTom Reed  1:45\nGreat.\n",
        ["Tom Reed", "Sue Hale", "Tom Reed"],
    ),
    "name, then the time below": (
        "Anna Bell\n0:00\nHello all, welcome.\n\nBob Roe\n0:12\nHi.\n\nAnna Bell\n0:20\nBye.\n\nBob Roe\n0:30\nBye.\n",
        ["Anna Bell", "Bob Roe"] * 2,
    ),
    "time of day after the name": (
        "Anna Bell  10:15 AM\nHello all\n\nBob Roe  10:16 AM\nHi\n\nAnna Bell  10:17 AM\nBye\n",
        ["Anna Bell", "Bob Roe", "Anna Bell"],
    ),
    "time before the name": (
        "[00:00:05] - Anna Bell\nHello.\n\n[00:00:09] - Bob Roe\nHi.\n\n[00:00:12] - Anna Bell\nBye.\n",
        ["Anna Bell", "Bob Roe", "Anna Bell"],
    ),
    "numbered speakers in brackets": (
        "[Speaker 1] [00:01] Hi there.\n[Speaker 2] [00:03] Hello.\n[Speaker 1] [00:05] Bye.\n",
        ["Speaker 1", "Speaker 2", "Speaker 1"],
    ),
    "machine names": (
        "[SPEAKER_00]: Hello\n[SPEAKER_01]: Hi\n[SPEAKER_00]: Bye\n",
        ["SPEAKER_00", "SPEAKER_01", "SPEAKER_00"],
    ),
    "codes": ("S1: Hello there.\nS2: Hi.\nS1: How are you?\nS2: Fine.\n", ["S1", "S2"] * 2),
    "interviewer and respondent by letter": (
        "I: How are you?\nR: Fine, thanks.\nI: And now?\nR: Also fine.\nI: Good.\nR: Yes.\n",
        ["I", "R"] * 3,
    ),
    "chat handles": (
        "<anna> hello there\n<bob_k> hi\n<anna> how are you\n<bob_k> fine\n<anna> ok\n",
        ["anna", "bob_k", "anna", "bob_k", "anna"],
    ),
    "messenger export": (
        "[12/03/2024, 10:15:02] Anna: Hello\n[12/03/2024, 10:15:09] Bob: Hi\n[12/03/2024, 10:16:00] Anna: Bye\n",
        ["Anna", "Bob", "Anna"],
    ),
    "messenger export with a dash": (
        "12/03/2024, 10:15 - Anna: Hello\n12/03/2024, 10:15 - Bob: Hi\n12/03/2024, 10:16 - Anna: Bye\n",
        ["Anna", "Bob", "Anna"],
    ),
    "captions": (
        ">> ANNA BELL: Hello all.\n>> BOB ROE: Hi.\n>> ANNA BELL: Bye.\n",
        ["ANNA BELL", "BOB ROE", "ANNA BELL"],
    ),
    "Markdown bold with the colon inside": (
        "**Jane Doe:** Hello.\n\n**Bob Roe:** Hi.\n\n**Jane Doe:** Bye.\n",
        ["Jane Doe", "Bob Roe", "Jane Doe"],
    ),
    "Markdown bold alone on its line": (
        "**Anna Bell**\n\nHello everyone\n\n**Bob Roe**\n\nHi\n\n**Anna Bell**\n\nBye\n",
        ["Anna Bell", "Bob Roe", "Anna Bell"],
    ),
    "Markdown bold and a linked time": (
        ("**Anna** [1:53](https://x.example/?t=113): Hello.\n\n**Bob** [2:10](https://x.example/?t=130): Hi.\n\n"
        "**Anna** [2:20](https://x.example/?t=140): Bye.\n"),
        ["Anna", "Bob", "Anna"],
    ),
    "Markdown headings": (
        "### Anna Bell\n\nHello everyone.\n\n### Bob Roe\n\nHi.\n\n### Anna Bell\n\nBye.\n\n### Bob Roe\n\nBye bye.\n",
        ["Anna Bell", "Bob Roe"] * 2,
    ),
    "name, tab, words": (
        "Anna Bell\tHello everyone.\nBob Roe\tHi there.\nAnna Bell\tHow are you?\nBob Roe\tFine.\n",
        ["Anna Bell", "Bob Roe"] * 2,
    ),
    "dots after capitals": (
        ("  Mr. HALE. Mr. Speaker, I rise today.\n  The SPEAKER pro tempore. The Chair recognizes him.\n"
        "  Mr. REED of Texas. I object.\n  Mr. Speaker, I yield.\n"),
        ["Mr. HALE", "The SPEAKER pro tempore", "Mr. REED of Texas"],
    ),
    "dots after ordinary names": (
        ("    Chairman Reed. Good morning.\n    General Hale. Thank you, Chairman.\nThe force is ready. General Lowe\n"
        "said so.\n    Senator Wicks. I have questions.\n    General Hale. Yes, Senator.\n    Chairman Reed. Proceed.\n"
        "    Senator Wicks. Fine.\n"),
        ["Chairman Reed", "General Hale", "Senator Wicks", "General Hale", "Chairman Reed", "Senator Wicks"],
    ),
    "court": (
        ("THE COURT:  Good morning.\n\nMR. DOE:  Good morning.\n\n     BY MR. DOE:\n\nQ.  State your name.\n\n"
        "A.  John Roe.\n\nQ.  Where do you live?\n\nA.  In town.\n"),
        ["THE COURT", "MR. DOE", "Q", "A", "Q", "A"],
    ),
    "line numbers": (
        ("   1        Q.   State your name.\n   2        A.   John Roe.\n   3             MR. DOE:  Objection.\n"
        "   4        THE WITNESS:  Yes.\n   5        Q.   And your age?\n   6        A.   Forty.\n"),
        ["Q", "A", "MR. DOE", "THE WITNESS", "Q", "A"],
    ),
    "French dots and offices": (
        ("Mme la présidente. La séance est ouverte.\n\nM. Jean Dupont, rapporteur. Merci, madame la présidente.\n\n"
        "M. Éric Blanc. C'est faux !\n\nMme la présidente. La parole est à M. Dupont.\n"),
        ["Mme la présidente", "M. Jean Dupont, rapporteur", "M. Éric Blanc", "Mme la présidente"],
    ),
    "dot and dash": (
        ("President. – The next item is the debate.\n\nManfred Holt (PPE). – Wir danken.\n\n"
        "Ursula von Berg, President of the Commission. – Madam President, I thank you.\n\nPresident. – Thank you.\n"),
        ["President", "Manfred Holt (PPE)", "Ursula von Berg, President of the Commission", "President"],
    ),
    "Spanish": (
        "El señor PRESIDENTE.— Tiene la palabra.\n\nLa señora PÉREZ GIL.— Gracias.\n\nEl señor PRESIDENTE.— Bien.\n",
        ["El señor PRESIDENTE", "La señora PÉREZ GIL", "El señor PRESIDENTE"],
    ),
    "Portuguese": (
        ("O SR. PRESIDENTE (João Silva. PT - SP) - Declaro aberta.\n\nA SRA. MARIA LIMA (PSOL - RJ) - Obrigada.\n"
        "\nO SR. PRESIDENTE (João Silva. PT - SP) - Tem a palavra.\n"),
        ["O SR. PRESIDENTE (João Silva. PT - SP)", "A SRA. MARIA LIMA (PSOL - RJ)",
         "O SR. PRESIDENTE (João Silva. PT - SP)"],
    ),
    "Russian": (
        "В. Петров: Добрый день.\n\nС. Иванов: Здравствуйте.\n\nВопрос: Почему?\n\nВ. Петров: Потому.\n",
        ["В. Петров", "С. Иванов", "Вопрос", "В. Петров"],
    ),
    "Arabic": ("الرئيس: أهلا وسهلا.\n\nسؤال: لماذا؟\n\nالرئيس: شكرا.\n", ["الرئيس", "سؤال", "الرئيس"]),
    "Chinese": (
        "主席：多謝各位。\n\n李慧議員：主席，我想問局長。\n\n環境局局長：政府會跟進。\n\n主席：下一位。\n",
        ["主席", "李慧議員", "環境局局長", "主席"],
    ),
    "Japanese minutes": (
        "○議長（山田太郎君）　会議を開きます。\n○鈴木一郎君　ありがとう。\n○議長（山田太郎君）　次に移ります。\n",
        ["議長（山田太郎君）", "鈴木一郎君", "議長（山田太郎君）"],
    ),
    "countries and languages in brackets": (
        ("The President: I call the meeting.\n\nMr. Baran (Eastland) (spoke in French): We object.\n\n"
        "Ms. Thorn-Green (Westland): No.\n\nThe President: Thanks.\n"),
        ["The President", "Mr. Baran (Eastland)", "Ms. Thorn-Green (Westland)", "The President"],
    ),
    "broadcast": (
        ("WOLF HALE, HOST: Happening now.\n\nHALE: Let us go to Bob.\n\n(BEGIN VIDEOTAPE)\n\n"
        "BOB ROE, CORRESPONDENT (voice-over): It was dark.\n\nUNIDENTIFIED FEMALE: I was scared.\n\n"
        "ROE (on camera): Back to you.\n\n(END VIDEOTAPE)\n\nHALE: Thanks.\n"),
        ["WOLF HALE, HOST", "HALE", "BOB ROE, CORRESPONDENT", "UNIDENTIFIED FEMALE", "ROE", "HALE"],
    ),
    "screenplay": (
        ("                    ANNA\n          Hello.\n\n                    BOB\n          What do you want?\n\n"
        "                    ANNA\n          Nothing.\n\n                    BOB\n          Fine.\n"),
        ["ANNA", "BOB"] * 2,
    ),
}  # fmt: skip

MORE = json.loads((Path(__file__).parent / "cases" / "labels.json").read_text(encoding="utf-8"))

DISTRACTED = {
    "parties over lists of members": (
        (
            "**The Clerk:** I read the names.\n\nCoast Party:\n\nAnn Lee\n\nBo Roe\n\nCy Dunn\n\nHill Party:\n\n"
            "Dee Fox\n\nEve Gray\n\nFay Hill\n\n**The Chair:** Thank you. Do you agree?\n\n**The Clerk:** I do.\n"
        ),
        ["The Clerk", "The Chair", "The Clerk"],
    ),
    "who is addressed, and a long sentence up to its colon": (
        (
            "Mr. Lee:\nMr. Speaker, people want a house that keeps its word and looks after what is most needed:"
            " fish.\n\nThe Speaker:\nThank you.\n\nMr. Lee:\nI thank you.\n\nThe Speaker:\nOrder.\n"
        ),
        ["Mr. Lee", "The Speaker"] * 2,
    ),
    "a note and a place": (
        "MR. LOWE: I went home.\n\nNote: it was late.\n\nWashington: a city.\n\nQUESTION: Why?\n\nMR. LOWE: Because.\n",
        ["MR. LOWE", "QUESTION", "MR. LOWE"],
    ),
    "times and addresses": (
        "MR. LOWE: We met at\n10:30 this morning.\n10:45: we left.\nhttps://x.example: it is there.\n\nQUESTION: OK?\n",
        ["MR. LOWE", "QUESTION"],
    ),
    "quoted speech": (
        'MR. LOWE: He told me\n"President: I will go."\n"Bob: no"\n\nQUESTION: And?\n',
        ["MR. LOWE", "QUESTION"],
    ),
    "wrapped lines that begin like labels": (
        "MR. LOWE: We know that our\nAmbassador to Kenya: he left\nyesterday, and\nBob: he stayed.\n\nQUESTION: Why?\n",
        ["MR. LOWE", "QUESTION"],
    ),
    "sentences that begin with an office": (
        (
            "THE PRESIDENT:  Thank you.\n\nThe President — you know, he understands.\n\nQ    Mr. President, why?\n\n"
            "THE PRESIDENT:  Well.\n"
        ),
        ["THE PRESIDENT", "Q", "THE PRESIDENT"],
    ),
    "a name that ends a sentence of a speech": (
        "  Mr. HALE. I yield to Mr. REED.\n  Mr. President, I yield back my time. Late.\n  Mr. REED. I thank him.\n",
        ["Mr. HALE", "Mr. REED"],
    ),
    "an article and an answer": (
        "Q  Did you?\n\nMS. X:  Yes.\nA man came.\nA second one too.\n\nQ  Then?\n",
        ["Q", "MS. X", "Q"],
    ),
    "a list of members": (
        "Anna Bell: Welcome.\n\nBob Roe: Thanks.\n\nAnna Bell: Bye.\n\nPresent:\nCarl Dent\nDora Finch\nEmil Gold\n",
        ["Anna Bell", "Bob Roe", "Anna Bell"],
    ),
    "an agenda": (
        (
            "Agenda\n\nFirst item: budget\nSecond item: staff\nLocation: Room 3\nDate: 4 May\n\nChair: Welcome.\n"
            "Anna Bell: Thanks.\nChair: Next.\nAnna Bell: Fine.\n"
        ),
        ["Chair", "Anna Bell"] * 2,
    ),
}

UNLABELLED = {
    "a recipe": "Pancakes\n\nFlour: 2 cups\nMilk: 1 cup\nEggs: 3\nOlive Oil: 1 spoon\n\nMix all. Bake until done.\n",
    "a glossary": (
        "Glossary\n\nNeural Network: A model of layers.\n\nGradient Descent: A way to fit it.\n\n"
        "Loss Function: What it minimises.\n"
    ),
    "myths and facts": (
        "MYTH: The law bans cars.\n\nFACT: It does not.\n\nMYTH: It costs a lot.\n\nFACT: It is cheap.\n\n"
        "MYTH: Nobody wants it.\n\nFACT: Most do.\n"
    ),
    "a fact sheet": (
        "FACT SHEET: The New Plan\n\nMAKING ROADS SAFE: The plan will spend $3 billion on roads.\n\n"
        "CUTTING COSTS: Families will save money.\n\nBUILDING HOMES: A million new homes will rise.\n"
    ),
    "a letter": "Dear Ann,\n\nThank you. One thing: I can come on Monday.\n\nPS: Bring the book.\n\nYours,\nBob\n",
    "an e-mail": "From: Bob\nTo: Ann\nSubject: Hi\nDate: Monday\n\nHello Ann: see you.\n",
    "an article": (
        'MAYOR OPENS BRIDGE\n\nBy Jane Doe\n\nThe mayor opened the bridge. "It is done," she said.\n\n'
        "Asked about costs, she had one answer: money well spent.\n\nKey Facts: The bridge is 300 metres long.\n"
    ),
    "a log": "INFO: server started\nWARN: disk is slow\nINFO: request served\nERROR: disk failed\nINFO: stopped\n",
    "minutes": (
        "Present: Anna Bell, Bob Roe\nApologies: None\n\nItem 1: Budget\nIt was discussed.\nAction: Bob to report.\n"
    ),
    "a speech": (
        "Thank you all.\n\nFirst: jobs. We will build.\n\nSecond: homes. We will house.\n\nMy friends: thank you.\n"
    ),
}


@pytest.mark.parametrize(("text", "names"), LABELLED.values(), ids=LABELLED.keys())
def test_each_style_of_label_is_found(text, names):
    """The labels of each style come out as printed, in order, and nothing else does."""
    assert [label.name for label in find_labels(text)] == names


@pytest.mark.parametrize("case", MORE, ids=lambda case: case["name"])
def test_further_styles_and_languages_are_found(case):
    """The same for the cases kept in a file."""
    assert [label.name for label in find_labels(case["text"])] == case["labels"]


@pytest.mark.parametrize(("text", "names"), DISTRACTED.values(), ids=DISTRACTED.keys())
def test_what_only_looks_like_a_label_is_left_alone(text, names):
    """Notes, times, quotations and wrapped lines inside a transcript open no turn."""
    assert [label.name for label in find_labels(text)] == names


@pytest.mark.parametrize("text", UNLABELLED.values(), ids=UNLABELLED.keys())
def test_texts_that_are_no_transcripts_have_no_labels(text):
    """Nobody is invented out of a list of terms."""
    assert find_labels(text) == []
