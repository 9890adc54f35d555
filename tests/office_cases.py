"""The case files of office formats, each by its builder; ``python -m tests.office_cases`` writes them."""

from pathlib import Path

from tests.office import STRICT, bold, column, docx, field, flat, odt, para, pdf, run, style, table, text_box

CASES = Path(__file__).parent / "cases"


def hearing():
    """Everything that Word keeps beside what is said."""
    return docx(
        para("Harbour Inquiry", style="Title"),
        para("Evidence taken on 4 March 2026", style="Normal"),
        para("CHAIR: Good morning. ", '<w:ins w:id="1" w:author="x">' + run("We begin") + "</w:ins>",
             '<w:del w:id="2" w:author="x"><w:r><w:delText xml:space="preserve"> we end</w:delText></w:r></w:del>',
             run(" with the tide tables", '<w:b w:val="0"/>'), '<w:r><w:footnoteReference w:id="2"/></w:r>', "."),
        para("MS. BELL: The gauge read", run(" SECRET", "<w:vanish/>"), "\u00a03.2\u00a0m",
             "<w:r><w:noBreakHyphen/></w:r>", "at noon, see ", field("REF table1", "table 1"), ".\nIt fell later.",
             text_box(para("MR. COE: That is in the box."))),
        table(("Time", "Level"), ("noon", "3.2 m")),
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + para("Click here to enter text.")
        + "</w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr/><w:sdtContent>" + para("CHAIR: Thank you",
        '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
        '<w:hyperlink r:id="rId9">' + run(" both") + "</w:hyperlink>", ".") + "</w:sdtContent></w:sdt>",
        "<w:p><w:pPr><w:rPr><w:del w:id='4' w:author='x'/></w:rPr></w:pPr>" + run("MS. BELL: One sent") + "</w:p>",
        para("ence."),
        '<w:p><w:moveFrom w:id="5" w:author="x">' + run("MR. COE: Gone.") + "</w:moveFrom></w:p>",
        beside={
            ("header", "header1.xml"): para("Harbour Inquiry, ", field("PAGE", "2")),
            ("header", "header2.xml"): para("Harbour Inquiry, ", field("PAGE", "2")),
            ("footer", "footer1.xml"): para("Uncorrected"),
            ("footnotes", "footnotes.xml"): '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            '<w:footnote w:id="2">' + para("<w:r><w:footnoteRef/></w:r>", " Tables of 2025.") + "</w:footnote>",
            ("comments", "comments.xml"): '<w:comment w:id="0" w:author="x">' + para("Check this.") + "</w:comment>",
        },
        core="<dc:title>Inquiry, day 1</dc:title><dc:creator>A. Clerk</dc:creator>"
        "<dcterms:created>2026-03-05T08:00:00Z</dcterms:created>",
    )  # fmt: skip


def teams():
    """A meeting as its program exports it: name and time on one line, the words below."""
    said = (
        ("Ann Lee", "0:03", "Good morning, all. Shall we start?"),
        ("Bo Coe", "0:09", "Yes. The gauge first."),
        ("Ann Lee", "0:15", "It fell by a metre."),
        ("Bo Coe", "1:02:07", "Fine."),
    )
    return docx(
        para(bold("Harbour board-20260304_090000-Meeting Recording")),
        para("March 4, 2026, 9:00AM"),
        *(para(bold(name), run(f"   {at}"), run(f"\n{words}")) for name, at, words in said),
    )


def bold_names():
    """Names told by bold type alone, before the words."""
    said = (
        ("Ann Lee", "Good morning, all. I have one item: the gauge."),
        ("Bo Coe", "It fell by a metre. Note: that was at noon."),
        ("Ann Lee", "By a metre?"),
        ("Bo Coe", "Yes."),
        ("Cy Dunn (by phone)", "I heard two."),
    )
    return docx(
        para(bold("The gauge")),
        *(para(bold(name), run(f" {words}")) for name, words in said),
        main="word/document2.xml",
    )


def styled_names():
    """Names told by a paragraph style of their own, the words below; a macro beside."""
    said = (
        ("El president de la mesa (Pau Riu)", "Bon dia. La sessió comença."),
        ("Anna Mas i Vila", "Gràcies, president. Circumscripció de Lleida: quinze."),
        ("El president de la mesa", "Gràcies."),
        ("Anna Mas i Vila", "De res."),
    )
    return docx(
        para("SESSIÓ NÚM. 1", style="Heading"),
        *(part for name, words in said for part in (para(name, style="Speaker"), para(words, style="Text"))),
        styles=style("Base", "<w:b/>") + style("Speaker", "", "Base") + style("Text") + style("Heading", "<w:b/>"),
        more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
    )


def speaker_table():
    """A table of times, names and words, in the strict dialect."""
    return docx(
        para("Interview 7", style="Title"),
        table(
            ("No.", "Time", "Speaker", "Transcript"),
            ("1", "00:00:04", "Interviewer", "When did you come here?"),
            ("2", "00:00:09", "Dora Pike", para("In May.") + para("With my sister: she was ten.")),
            ("3", "00:00:20", "Interviewer", "And then?"),
            ("4", "00:00:22", "", "(pause)"),
            ("5", "00:00:31", "Dora Pike", "We stayed."),
        ),
        space=STRICT,
    )


def council_odt():
    """Everything that an OpenDocument text keeps beside what is said."""
    return odt(
        '<text:tracked-changes><text:changed-region><text:deletion><text:p>MR. COE: Gone.</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
        "<text:h>Harbour Inquiry</text:h>"
        "<text:table-of-content><text:index-body><text:p>MS. BELL: 2</text:p></text:index-body></text:table-of-content>"
        '<text:p text:style-name="P1">CHAIR: Good <text:span text:style-name="T1">SECRET</text:span>morning.<text:s'
        ' text:c="2"/>We\n   begin<text:change text:change-id="c1"/><text:note text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>At nine.</text:p></text:note-body>"
        "</text:note>."
        "<office:annotation><dc:creator>x</dc:creator><text:p>Check.</text:p></office:annotation></text:p>"
        "<text:list><text:list-item><text:p>MS. BELL: The gauge<text:tab/>read 3.2 m.<text:line-break/>It fell."
        "</text:p>"
        "</text:list-item></text:list>"
        '<text:section text:display="none"><text:p>CHAIR: Hidden.</text:p></text:section>'
        '<text:p><draw:frame><svg:title>A box</svg:title><draw:text-box><text:p>MR. COE: In the box.</text:p>'
        "</draw:text-box></draw:frame>CHAIR: <text:a>Thank</text:a> you.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>noon</text:p></table:table-cell>"
        "<table:table-cell><text:p>3.2 m</text:p></table:table-cell></table:table-row></table:table>",
        automatic='<style:style style:name="T1" style:parent-style-name="H"/><style:style style:name="P1"/>',
        styles='<office:styles><style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
        "</office:styles><office:master-styles><style:master-page><style:header><text:p>Harbour Inquiry, page "
        "<text:page-number>2</text:page-number></text:p></style:header></style:master-page></office:master-styles>",
        meta="<dc:title>Inquiry, day 1</dc:title><meta:initial-creator>A. Clerk</meta:initial-creator>"
        "<dc:date>2026-03-04T10:00:00</dc:date>",
    )  # fmt: skip


def table_odt():
    """A table of names and words in the flat form; one row goes on with the speaker above."""
    rows = (("Interviewer", "When did you come?"), ("Dora Pike", "In May."), ("", "With my sister."),
            ("Interviewer", "And then?"), ("Dora Pike", "We stayed."))  # fmt: skip
    cells = "".join(
        "<table:table-row>\n"
        + "".join(f"<table:table-cell>{f'<text:p>{c}</text:p>' if c else ''}</table:table-cell>\n" for c in row)
        + "</table:table-row>\n"
        for row in rows
    )
    return flat(f"<text:h>Interview 7</text:h>\n<table:table>{cells}</table:table>", "<dc:title>Interview</dc:title>")


def meeting_rtf():
    """Code pages, Unicode with its stand-ins, groups that are no text, and a table."""
    return (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}"
        rb"{\f2\fcharset128 MS Mincho;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s1 Normal;}}"
        rb"{\info{\title Harbour board}{\author A. Clerk}{\creatim\yr2026\mo3\dy4\hr9}}{\*\generator Pen 1;}"
        rb"{\header\pard Harbour board \endash  minutes\par}\viewkind4\uc1"
        b"\r\n"
        rb"\pard\f0\b HARBOUR BOARD\b0\par"
        b"\r\n"
        rb"\pard CHAIR: Good morning, Z\'fcrich \emdash  and \u8222?hello\u8220?.{\*\bkmkstart a}{\*\bkmkend a}"
        rb" It \{is\} {\v SECRET}{\deleted gone }on.{\footnote\pard At nine.}\line Second line.\par"
        b"\r\n"
        rb"MS. BELL: \uc2\u1087\'ef\'f0\uc1\f1\'f0\'e8\'e2\'e5\'f2\f0  and \f2\'93\'fa\'96\'7b\f0 , \u-10179?\u-8704?."
        rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt  See here.}}{\*\annotation Check.}\par"
        b"\r\n"
        rb"{\pict\wmetafile8 0102aabb}{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard CHAIR: In the box.\par}}"
        rb"{\shprslt\pard CHAIR: In the box.\par}}"
        rb"\trowd\cellx100\cellx200\pard\intbl noon\cell 3.2 m\cell\row\pard\par"
        b"\r\n"
        rb"CHAIR: Bin\bin4 {}}{ary, and \~fine.\par}"
    )


def bold_names_rtf():
    """Names told by bold type alone."""
    rows = (("Ann Lee", "Good morning."), ("Bo Coe", "Yes: fine."), ("Ann Lee", "So."), ("Bo Coe", "Indeed."))
    body = "".join(f"\\pard\\b {name}\\b0  {words}\\par\n" for name, words in rows)
    return ("{\\rtf1\\ansi " + body + "}").encode()


_PAGES = (
    ("CHAIR: Good morning.", "",
     "MS. BELL: The gauge at the old pier read three metres at noon and it fell by one metre",
     "before the evening. We have asked the harbour master for the tables, for the sake of trans-",
     "parency. The long-term plan is with the town. Our well-",
     "known pier is old, and a well-known engineer says that it will not last beyond"),
    ("the spring, as the tables show. The quay is another matter; it stands on rock, as you all",
     "know, and was mended in the year of the flood by people of the town and with their",
     "own hands. Whoever walks there in the evening sees it. Pre-",
     "and post-flood stones lie side by side."),
    ("CHAIR: Thank you. May I ask about the crane, which nobody has oiled since the autumn,",
     "and about the ferry? It leaves when it wants.", "",
     "MS. BELL: The crane is oiled on Mondays; the ferry leaves when it is full, or when the",
     "captain has had his tea."),
    ("He likes it strong.", "", "CHAIR: Thank you."),
)  # fmt: skip


def council_pdf():
    """Running heads, feet with numbers, words broken at the end of a line, sentences that run over a page."""
    pages = []
    for number, lines in enumerate(_PAGES, 1):
        head = [(72, 750, "HARBOUR BOARD"), (480, 750, "4 March 2026")]
        foot = [(300, 40, f"Page {number}")]
        pages.append([*foot, *head, *column(lines)])  # the foot first, as programs draw it
    return pdf(*pages, title="Board of 4 March")


def deposition_pdf():
    """A court's page: the numbers of the lines are drawn before the lines."""
    places = [
        "the pier",
        "the gauge",
        "the lock",
        "the mole",
        "the yard",
        "the quay",
        "the bank",
        "the ferry",
        "the crane",
    ]
    pages = []
    for number in (1, 2, 3):
        text = []
        for place in places[3 * number - 3 : 3 * number]:
            text += [
                f"Q.   Where were you, at {place}?", f"A.   At {place}, with my sister, and we saw the",
                "water fall.", "MR. COE: Objection.", f"THE WITNESS: I was there, near {place}.",
                "BY MS. BELL:", "Q.   And then?", f"A.   Then we left {place}.",
            ]  # fmt: skip
        text.append("MR. COE: A break?")
        pages.append(
            [
                *column([str(n) for n in range(1, 26)], x=60, step=24),
                *column(text, x=90, step=24),
                (500, 740, f"Page {number}"),
            ]
        )
    return pdf(*pages)


def columns_pdf():
    """Two columns, drawn line by line across the page, under a heading as wide as both."""
    words = [
        "the",
        "tide",
        "was",
        "high",
        "and",
        "the",
        "board",
        "met",
        "to",
        "speak",
        "of",
        "the",
        "pier",
        "and",
        "of",
        "the",
        "old",
    ]
    left = ["CHAIR: Good morning all, to the", *(" ".join(words[n : n + 7]) for n in range(9)), "gauge.", "",
            "MS. BELL: It fell by one metre,"]  # fmt: skip
    right = [*(" ".join(words[n : n + 7]) for n in range(9)), "pier.", "", "CHAIR: Thank you for the tables"]
    page = [(180, 740, "REPORT OF THE HARBOUR BOARD FOR THE MONTH OF MARCH")]
    for n in range(max(len(left), len(right))):
        page += [(x, 700 - 12 * n, side[n]) for x, side in ((72, left), (320, right)) if n < len(side) and side[n]]
    return pdf(page)


def bold_names_pdf():
    """Names told by bold type alone, before the words."""
    said = (("Ann Lee", "Good morning, all; one item."), ("Bo Coe", "It fell. Note: at noon."), ("Ann Lee", "By how"),
            ("Bo Coe", "much? A metre."))  # fmt: skip
    lines = [(72, 740, "The gauge", "F2")]
    for n, (name, words) in enumerate(said):
        lines += [(72, 700 - 12 * n, name, "F2"), (114, 700 - 12 * n, words)]
    return pdf(lines)


BUILDERS = {
    "pdf/bold-names.pdf": bold_names_pdf,
    "odt/council.odt": council_odt,
    "odt/table.fodt": table_odt,
    "rtf/meeting.rtf": meeting_rtf,
    "rtf/bold-names.rtf": bold_names_rtf,
    "pdf/council.pdf": council_pdf,
    "pdf/deposition.pdf": deposition_pdf,
    "pdf/columns.pdf": columns_pdf,
    "docx/hearing.docx": hearing,
    "docx/teams.docx": teams,
    "docx/bold-names.docx": bold_names,
    "docx/styled-names.docm": styled_names,
    "docx/speaker-table.docx": speaker_table,
}

if __name__ == "__main__":
    for name, build in BUILDERS.items():
        path = CASES / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(build())
