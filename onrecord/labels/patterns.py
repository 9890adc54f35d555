"""The patterns that candidates are found by: which lines are worth a look, and how each kind of label ends.

They stand apart because they are read as a table. Each is anchored by its caller and bounded: none can run away.
"""

from __future__ import annotations

import re

from onrecord import timecode
from onrecord.wordlists import by_first_letter, words

TS = timecode.STAMP

TITLE_LEAD = by_first_letter({form for word in words("titles") for form in (word.capitalize(), word.upper())})
OFFICES = r"\((?:[^()\n]|\([^()\n]{1,60}\)){1,200}\)"
"""In a parliament all of a minister's offices stand between the brackets."""
HANDLE = r"[a-z][a-z0-9_.-]{1,18}[a-z0-9]"
"""What people call themselves in a chat: "stokes", "pk910"."""
ASKED = by_first_letter({word.capitalize() for word in words("question_words")})
CAPITAL = "[^\\W\\d_a-zà-öø-ÿ]"
WRAPPED = r"[^\n:：?!()]{2,60}+\((?:[^\n()]{1,80}+\n[ \t]*+){1,2}[^\n():?!]{1,80}+\)[:：]"
"""A name and an office in brackets that go on in the next line: "Mr Peel (Department<newline>of Harbours):"."""
PLAUSIBLE = re.compile(
    # A look ahead from the line's first visible character; that one alternative fits is enough, so their order is free:
    # few of them can fit a line that opens with a small letter, as most lines of a wrapped text do. A repeat keeps what
    # it took (``}+``) where what follows could not stand within it.
    r"\n[ \t]*+(?!\n)(?="
    r"[^\n:：︰]{1,130}+[:：︰]"
    r"|[^\n\t.,;?!]{1,30}+\t"
    r"|(?:[^\W\d_]\.[ ]?){0,3}[^\n.;:?!]{2,110}+\.(?:[ ]?[–—]|-[ ])"
    rf"|{HANDLE}[ \t]*\n[^\n]"
    r"|(?![a-z])(?:"
    r"[^\n]{1,70}+(?<![.,;?!…])[ \t]*\n"
    r"|[\[<○◯◆◎]|\*\*|__"
    r"|(?:\d{1,4}[ \t]+)?(?:"
    r"[*_]{0,3}[QA](?:\d{0,2}[.:)]|[ \t])"
    r"|(?:[PRDF]|В|О|П)\.(?:-|[ ]?[–—])?[ ]"
    rf"|(?:The|El|La|Le|O|A|Der|Die)[ ](?:{CAPITAL}|señor)[^\n.,;:?!]{{1,70}}(?:\.|–|—|--)"
    rf"|(?:{TITLE_LEAD})(?:\.|\b)[^\n]{{1,90}}?(?:\.(?=[ \t\n—–-])|–|—|--))"
    rf"|(?:{ASKED})\.[ ]"
    r"|[^\n.,;:?!a-z(]{2,60}(?:\([^()\n]{1,60}\)[ ]?)?(?:–|—|--|-[ ])"
    r"|[^\n.,;:?!a-z(]{4,60}+(?:\([^()\n]{1,60}\))?\.[ ]"
    r"|[^\n.,;:?!a-z(]{2,30}[ ](?:[^\W\d_a-z]\.[ ]?){2}[^\s.]"
    r"|(?:[^\W\d_a-z]\.[ ]?){1,3}[^\n.,;:?!a-z(]{2,30}(?:[ ]\([^()\n]{1,60}\))?\.[ ]"
    r"|[^\n.,;:?!a-z(]{4,40}+,[ ][^\n.:?!]{3,80}+\.[ ]"
    r"|(?=[^\n]++(?<=[QA \t]))[^\n](?:[^\s.;:?!]{1,20}[ ]){0,4}[^\s.;:?!]{1,20}[ \t]{4,140}+[QA][ \t]*\n"
    rf"|[^\n][^\n:?!()]{{2,60}}+{OFFICES}[ \t\]\d:]*[:：\n]"
    rf"|[^\n]{WRAPPED}"
    r"))"
)
LEAD = re.compile(
    r"[ \t]*(?:>{1,3}[ ]?)?(?:\d{1,4}[ \t]{2,40}(?=\S)|(?:Anf|Nr|No)\.[ ]\d{1,4}[ ]+(?=\S)"
    r"|(?:\d{1,3}\.){1,3}\d{1,3}[ \t]{1,4}(?=[^\W\d_])|(?:Original|Interpretation from)[ ]\w{3,20}:[ ]{1,2})?"
    rf"(?P<dated>\[\d{{1,2}}[/.-]\d{{1,2}},?[ ]{{1,3}}{timecode.CLOCK}\][ \t]{{1,3}})?"
    rf"(?P<seconds>{timecode.SECONDS}[ \t]{{1,3}})?"
    rf"(?P<stamp>{TS}[ \t]?(?:[|,–—:-][ \t]?|[ \t]{{0,3}}))?"
    r"(?P<hash>#{1,6} )?(?P<bullet>(?:[-*+•·▪–—]|\d{1,2}[.)])[ \t]+(?=\S))?"
    r"(?P<bold>(?:\*{1,3}|_{1,2}|<(?:b|strong|em|i|p)>)*)(?P<circle>[○◯◆◎][ ]?)?"
    rf"(?P<stamp2>{TS}[ \t]{{0,3}})?"
)
QA = re.compile(r"(?P<letter>[QA])\d{0,2}(?P<mark>[.:)](?=[\s*_])|[ \t]{2,}|\t|[ ](?=[A-Z“\"—(]|--))[*_ \t]*")
BRACKETED = re.compile(
    rf"(?P<raw>\[[^\[\]<>:\n]{{2,60}}(?:{OFFICES})?\]|<[^<>/:\n]{{2,40}}>)(?!\()[ \t]*(?P<stamp>{TS})?[ \t]*(?!:)"
)
CIRCLED_WORD = r"[^\s.,!?。、]{1,20}"
CIRCLED = re.compile(
    rf"(?P<raw>{CIRCLED_WORD}(?:[ ]{CIRCLED_WORD}){{1,3}})[ ]{{2,4}}(?=\S)"
    r"|(?P<word>[^\s]{2,30}?(?:[ ](?:위원장?|의원|의장|장관))?)[ ]{1,2}(?=\S)"
)
"""Several words before two blanks, or one; in Korean an office may follow the name."""
AFTER_COLON = re.compile(
    r"(?!//)[*_\\]{0,3}(?:</(?:b|strong|em|i)>)?"
    rf"(?P<stamp>[ \t]{{0,4}}\\?{TS}(?!\w|[ ]?[AaPp]\.?[Mm]\b))?:?(?:[*_]{{1,3}})?"
    r"(?:[ \t]{1,8}[QA]\.(?=[ \t]))?"
)
"""What belongs to a label behind its colon: emphasis, a time, and in courts the letter of a question."""
FAR_LETTER = re.compile(r"[ \t]{4,}[QA]$")
"""The letter of question or answer at the far end of a name's line."""
QA_ELSEWHERE = re.compile(r"(?P<letter>[PRDF]|В|О|П)\.(?:-|[ ]?[–—])?[ ]+(?=\S)")
"""Question and answer in Spanish (P. R.), Italian (D. R.), German (F. A.), Russian and Ukrainian."""
PAIRS = {"p": "r", "d": "r", "f": "a", "в": "о", "п": "в", "q": "r"}
"""The letter of the answer to each letter of a question."""
ASKED_DOT = re.compile(rf"(?P<raw>{ASKED})\.(?:-|[ ]?[–—])?[ ]+(?=\S)")
Q_NUMBER = re.compile(r"Q(?P<n>\d{1,4})[.:)]?[*_]{0,3}[ \t]+(?:\[\d{2,9}\][ \t]*)?[*_]{0,3}(?=[^\W\d_])")
"""A question's number before the name of who asks or chairs: "Q1. [901234] Ann Lee (Town) (Con):"."""
Q_SOMEBODY = re.compile(r"Q[ ]?(?:\([^()\n]{1,80}\)|[,–-][ ]?[^\n:?]{1,60})[ ]?:")
"""Who asks: "Q (Reuters):"."""
ABBREVIATION = (
    r"(?:[Mm](?:r|rs|s|me|lle|essrs)?|D(?:r|ra)|S(?:r|ra|t)|Prof|Hon|Gen|Sen|Rep|Lt|Col|Capt|Adm|Gov|Sgt|Maj|Jr"
    r"|h|c|med|jur|[^\W\d_a-z]|MR|MRS|MS|DR|SR|SRA)\."
)
WORD = r"[^\s.,;:?!()\[\]\"“”]{1,30}"
NOTE = r"(?:[ ]?(?:\([^()\n]{1,70}\)|\[[^\[\]\n]{1,70}\]))"
OFFICE = r"(?:,[ ][^.,;:?!\n]{3,80})?"
DASHED_OFFICE = r"(?:,[ ][^\W\d_a-z][^.,;:?!()\n–—-]{2,60}?)?"
NOTE_PATTERN = re.compile(NOTE)
WRAPPED_PATTERN = re.compile(rf"[ \t]*+{WRAPPED}")
OFFICES_PATTERN = re.compile(OFFICES)
HANDLE_PATTERN = re.compile(HANDLE)
DOTTED = re.compile(
    rf"(?P<raw>(?:{ABBREVIATION}|{WORD})(?:[ ]{{1,2}}(?:{ABBREVIATION}|{WORD})){{0,8}}?"
    rf"(?:{NOTE}(?=,))?{OFFICE}{NOTE}{{0,2}})"
    r"(?P<sep>\.(?P<dash>[ ]?(?:[–—]|--?)[ ]?)?(?=\s|$|(?<=[–—-])))"
)
INITIALED = re.compile(
    r"(?P<raw>[^\W\d_a-z]{2,20}(?:-[^\W\d_a-z]{2,20})?[ ](?:[^\W\d_a-z]\.[ ]?){2})"
    r"(?:(?<=[ ])(?=\S)|,[ ][^\n]{3,110}\.[ ]*$)"
)
"""A surname in capitals with initials: "IVANOV I.P. Yes."."""
DASHED = re.compile(
    rf"(?P<raw>(?:{ABBREVIATION}|{WORD})(?:[ ]{{1,2}}(?:{ABBREVIATION}|{WORD})){{0,8}}?{DASHED_OFFICE}{NOTE}{{0,2}}\.?)"
    r"(?P<sep>[ ](?:[–—]|--?)(?=[ ])|[–—]|--|(?<=[^\W\d_a-z]{2})-(?=[ ]))[ ]?"
)
BOLD_ONLY = re.compile(rf"(?P<raw>[^*_\n]{{2,50}}?)(?:\*\*|__)[ \t]*(?P<stamp>{TS})?[ \t]*")
BOLD_DASH = re.compile(
    r"(?P<raw>[^*_\n]{2,90}?)(?:\.(?:\*\*|__)|(?:\*\*|__)\.?)[ \t]?(?:[–—]|--?)[ \t]+"
    r"(?P<office>[*_][^*_\n]{2,80}[*_][ \t]*$)?"
)
STAMPED = re.compile(
    rf"(?P<raw>[^\n:]{{2,60}}?(?:{OFFICES})?)[ \t,|–—-]{{0,4}}(?P<stamp>{TS})(?:[*_]{{2}})?(?:[ \t]+|$)"
)
TABBED = re.compile(r"(?P<raw>[^\t\n.,;?!:]{1,40})\t[ \t]*(?=\S)")
STAMP_BELOW = re.compile(rf"[ \t*_]*\n(?:[ \t]*\n)?[ \t*_]*(?P<stamp>{TS})[*_]{{0,2}}(?=[ \t]*\n)")
VIRTUAL = re.compile(r"(?<=[.?!)\]”\"—-]) {1,3}(?=[A-Z][^.:!?,;\n]{1,40}:\s)")
ARTICLES = frozenset({"the", "el", "la", "le", "der", "die", "o", "a"})
