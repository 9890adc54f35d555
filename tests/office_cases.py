"""The case files of office formats, each by its builder; ``python -m tests.office_cases`` writes them."""

from pathlib import Path

from tests.office import STRICT, bold, docx, field, para, run, style, table, text_box

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


BUILDERS = {
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
