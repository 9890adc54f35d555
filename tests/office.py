"""Office documents written by hand: small builders whose bytes are the same on every machine."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archived(members, method=zipfile.ZIP_STORED):
    """A zip archive without a clock in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6))
            info.compress_type = method
            archive.writestr(info, content)
    return out.getvalue()


def run(text, properties=""):
    """A run; a tab and a line end in ``text`` become elements."""
    inner = ""
    for number, line in enumerate(text.split("\n")):
        inner += "<w:br/>" if number else ""
        for column, piece in enumerate(line.split("\t")):
            inner += "<w:tab/>" if column else ""
            inner += f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def para(*runs, style=""):
    """A paragraph of runs, or of plain texts."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def bold(text):
    return run(text, "<w:b/>")


def table(*rows):
    """A table of rows of cells; a cell is a text or paragraphs in XML."""
    cells = ["".join(f"<w:tc><w:tcPr/>{c if c.startswith('<') else para(c)}</w:tc>" for c in row) for row in rows]
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def text_box(*paragraphs):
    """A text box as Word writes it: once for itself and once for older programs."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:posOffset>914400</wp:posOffset>'
        f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(code, result):
    """A field with its code and what it shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _part(tag, body, space):
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{tag} xmlns:w="{space}" xmlns:r="{_OFFICE}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{body}</w:{tag}>"
    )


def docx(
    *body, beside=None, styles="", core="", space=W, main="word/document.xml", more=None, method=zipfile.ZIP_STORED
):
    """A document; ``beside`` are parts as (kind, name): XML, kind "header", "footnotes" and so on."""
    folder, _, base = main.rpartition("/")
    beside = dict(beside or {})
    tags = {"header": "hdr", "footer": "ftr"}
    parts = {name: _part(tags.get(kind, kind), xml, space) for (kind, name), xml in beside.items()}
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{name}"/>' for n, (kind, name) in enumerate(beside)
    )
    if styles:
        parts["styles.xml"] = _part("styles", styles, space)
        links += f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="/{folder}/styles.xml"/>'
    relations = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="' + _LINKS + '">{}</Relationships>'
    members = {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/content-types"><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": relations.format(f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="{main}"/>'),
        f"{folder}/_rels/{base}.rels": relations.format(links),
        **{f"{folder}/{name}": xml for name, xml in parts.items()},
        main: _part("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>", space),
        **(more or {}),
    }
    if core:
        members["docProps/core.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>'
        )
    return archived(members, method)


def style(name, properties="", parent=""):
    based = f'<w:basedOn w:val="{parent}"/>' if parent else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}">{based}<w:rPr>{properties}</w:rPr></w:style>'


def odt(body, automatic="", styles="", meta="", kind="text", more=None):
    """An OpenDocument text of the XML ``body``."""
    names = " ".join(f'xmlns:{key}="{space}"' for key, space in _ODF.items())
    members = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {names}>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {names}>{styles}'
        "</office:document-styles>",
        "meta.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta {names}><office:meta>{meta}'
        "</office:meta></office:document-meta>",
        "META-INF/manifest.xml": "<manifest/>",
        **(more or {}),
    }
    return archived(members)


def flat(body, meta=""):
    """The same as one XML file."""
    names = " ".join(f'xmlns:{key}="{space}"' for key, space in _ODF.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {names}'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta>{meta}</office:meta><office:body><office:text>\n{body}\n</office:text></office:body>"
        "</office:document>"
    ).encode()


_ODF = {
    **{
        key: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for key, name in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"),
        )
    },
    "dc": "http://purl.org/dc/elements/1.1/",
}  # fmt: skip


def pdf(*pages, title="", trailer="", more=""):
    """A PDF of pages, each a list of (x, y, text) or (x, y, text, "F2"), which is bold, from the lower left."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
    for number, page in enumerate(pages):
        drawn = b"BT\n" + b"".join(_shown(*line) for line in page) + b"ET\n"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * number} 0 R {more}{resources} >>",
            b"<< /Length %d >>\nstream\n" % len(drawn) + drawn + b"endstream",
        ]
    if title:
        objects.append(f"<< /Title ({title}) /CreationDate (D:20260304090000Z) >>")
        trailer += f" /Info {len(objects)} 0 R"
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        body = content.encode("cp1252") if isinstance(content, str) else content
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _shown(x, y, text, font="F1"):
    safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"/{font} 10 Tf 1 0 0 1 {x} {y} Tm ({safe}) Tj\n".encode("cp1252")


def column(lines, x=72, top=700, step=12):
    """Lines one under the other; an empty one leaves its room."""
    return [(x, top - step * n, line) for n, line in enumerate(lines) if line]
