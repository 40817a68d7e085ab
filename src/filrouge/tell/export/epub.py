"""A storyline as a book: EPUB 3.3, by hand; `mimetype` comes first and is stored, as the container format asks."""

from __future__ import annotations

from typing import IO

from filrouge.tell.export.archive import Archive
from filrouge.tell.export.document import Document, title
from filrouge.tell.export.page import STYLE, chapters, heading
from filrouge.tell.export.plain import markup

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
 <rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
ACCESSIBILITY = """  <meta property="schema:accessMode">textual</meta>
  <meta property="schema:accessModeSufficient">textual</meta>
  <meta property="schema:accessibilityFeature">tableOfContents</meta>
  <meta property="schema:accessibilityHazard">none</meta>
"""
"""What EPUB Accessibility 1.1 asks a book to say: it is text, and has a table of contents."""
XHTML = "application/xhtml+xml"
SVG = ' properties="svg"'


def write_epub(document: Document, out: IO[bytes]) -> None:
    """Write the book to an open binary file."""
    parts = [("title", title(document), heading(document))]
    parts += [(name, head, f"<h1>{head}</h1>\n" + "".join(part)) for name, head, part in chapters(document)]
    archive = Archive(out)
    archive.add("mimetype", b"application/epub+zip", stored=True)
    archive.add("META-INF/container.xml", CONTAINER.encode())
    archive.add("OEBPS/content.opf", _package(document, [(name, "<svg" in body) for name, _, body in parts]).encode())
    archive.add("OEBPS/nav.xhtml", _page(document, "Contents", _contents([(n, h) for n, h, _ in parts])).encode())
    archive.add("OEBPS/style.css", STYLE.encode())
    for name, head, body in parts:
        archive.add(f"OEBPS/{name}.xhtml", _page(document, head, body).encode())
    archive.close()


def _package(document: Document, parts: list[tuple[str, bool]]) -> str:
    """``parts``: names of chapters, and whether there is a drawing in them, which the package has to say."""
    items = "".join(
        f'  <item id="{name}" href="{name}.xhtml" media-type="{XHTML}"{SVG if drawn else ""}/>\n'
        for name, drawn in parts
    )
    spine = "".join(f'  <itemref idref="{name}"/>\n' for name, _ in parts)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">\n'
        ' <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'  <dc:identifier id="id">urn:filrouge:storyline:{markup(document.line.id)}</dc:identifier>\n'
        f"  <dc:title>{markup(title(document))}</dc:title>\n  <dc:language>en</dc:language>\n"
        f'  <meta property="dcterms:modified">{document.at:%Y-%m-%dT%H:%M:%SZ}</meta>\n'
        f"{ACCESSIBILITY} </metadata>\n"
        ' <manifest>\n  <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        f'  <item id="style" href="style.css" media-type="text/css"/>\n{items} </manifest>\n'
        f" <spine>\n{spine} </spine>\n</package>\n"
    )


def _contents(parts: list[tuple[str, str]]) -> str:
    lines = "".join(f'<li><a href="{name}.xhtml">{markup(head)}</a></li>\n' for name, head in parts)
    return f'<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n<ol>\n{lines}</ol>\n</nav>\n'


def _page(document: Document, head: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        'lang="en" xml:lang="en">\n'
        f'<head><title>{markup(head)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )
