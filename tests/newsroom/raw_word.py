"""Word files written by hand, for what no library writes: raw WordprocessingML in a package of its own."""

import io
import zipfile

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
)
TITLE = "<w:p><w:r><w:t>清河区总工会开办夜校</w:t></w:r></w:p>"


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*parts: str, about: str = "") -> str:
    """A paragraph of texts and of XML; ``about`` goes into ``w:pPr``."""
    runs = "".join(part if part.startswith("<") else run(part) for part in parts)
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{runs}</w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, about=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(*levels: tuple[str, str, int], restart: int = 1) -> str:
    """List 1 of these levels (format, text, start); list 2 is the same, begun anew at ``restart``."""
    rows = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for number, (format, text, start) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{rows}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{restart}"/></w:lvlOverride></w:num>'
    )


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(paragraphs)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, about: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{about}</w:trPr>' if about else ''}{''.join(cells)}</w:tr>"


def drawing(content: str, about: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" {about}/><a:graphic><a:graphicData uri="x">'
        f"{content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def picture(crop: str = "", *, key: str = "i1", link: bool = False, shape: str = "", about: str = "") -> str:
    """``crop``: an ``a:srcRect``; ``link``: the picture is not in the file."""
    return drawing(
        f'<pic:pic><pic:blipFill><a:blip r:{"link" if link else "embed"}="{key}"/>{crop}<a:stretch/></pic:blipFill>'
        f"<pic:spPr>{shape}</pic:spPr></pic:pic>",
        about,
    )


def box(*paragraphs: str) -> str:
    """A text box in both of its forms."""
    text = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    new = f"<w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx>{text}</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{text}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str = "") -> str:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>{shown}{end}'
    )


def docx(
    body: str, *, media: dict[str, bytes] | None = None, outside: str = "", link: str = "", **parts: str
) -> bytes:
    """A file with this body. ``parts``: XML of styles, numbering, footnotes, endnotes, comments, header.

    ``media``: pictures by the keys of their relations; ``outside``: the key of a relation to another computer;
    ``link``: the address of the link with the key ``l1``.
    """
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes",
             "comments": "comments", "header": "hdr"}  # fmt: skip
    relations = [
        f'<Relationship Id="r_{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    ]
    relations += [
        f'<Relationship Id="{key}" Type="{_OFFICE}/image" Target="media/{key}.png"/>' for key in media or {}
    ]
    if outside:
        relations.append(
            f'<Relationship Id="{outside}" Type="{_OFFICE}/image" Target="file:///etc/hostname" TargetMode="External"/>'
        )
    if link:
        relations.append(
            f'<Relationship Id="l1" Type="{_OFFICE}/hyperlink" Target="{link}" TargetMode="External"/>'
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        main = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        package.writestr("_rels/.rels", _RELATIONS % main)
        package.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
        package.writestr("word/_rels/document.xml.rels", _RELATIONS % "".join(relations))
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{roots[name]} {NAMESPACES}>{xml}</w:{roots[name]}>")
        for key, content in (media or {}).items():
            package.writestr(f"word/media/{key}.png", content)
    return buffer.getvalue()
