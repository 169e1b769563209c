from collections.abc import Mapping

import pytest
from lxml import etree

from ingest.extract.office_fonts import with_unicode_letters
from tests.ingest.legacy.typed import SENTENCES, typed

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = f"""<w:styles {_SPACE}>
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Plain"><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Head"><w:basedOn w:val="Plain"/>
<w:rPr><w:rFonts w:hAnsi=".VnTimeH"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Head"/></w:style>
<w:style w:type="character" w:styleId="Modern"><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
</w:styles>"""


def _parts(body: str, *, styles: str = _STYLES, **more: str) -> dict[str, bytes]:
    parts = {
        "word/document.xml": f"<w:document {_SPACE}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles,
    }
    return {name: text.encode() for name, text in {**parts, **more}.items()}


def _paragraph(*runs: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def _run(text: str, *, font: str = "", style: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f"<w:r><w:rPr>{named}{fonts}</w:rPr><w:t>{text}</w:t></w:r>"


def _texts(parts: Mapping[str, bytes], name: str = "word/document.xml") -> list[str]:
    root = etree.fromstring(parts[name])
    return ["".join(map(str, node.itertext("{*}t"))) for node in root.iter("{*}p")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(_paragraph(_run("§¶ng bé", font=".VnTime")), "Đảng bộ", id="the run's own font"),
        pytest.param(_paragraph(_run("§¶ng bé")), "Đảng bộ", id="the style of plain paragraphs"),
        pytest.param(_paragraph(_run("chØ thÞ"), style="Head"), "CHỈ THỊ", id="the paragraph's style"),
        pytest.param(_paragraph(_run("chØ thÞ"), style="Sub"), "CHỈ THỊ", id="a style that builds on it"),
        pytest.param(
            _paragraph(_run("cã "), _run("có", style="Modern")), "có có", id="a run in a Unicode font between old ones"
        ),
        pytest.param(_paragraph(_run("toång bí thö", font="VNI-Times")), "tổng bí thư", id="VNI"),
        pytest.param(
            _paragraph('<w:r><w:t>th</w:t><w:softHyphen/><w:t xml:space="preserve"> ký</w:t></w:r>', _run("huyÖn")),
            "thư kýhuyện",
            id="the soft hyphen is a tag",
        ),
        pytest.param(
            _paragraph('<w:r><w:t>v</w:t><w:sym w:font=".VnTime" w:char="F0B5"/></w:r>'), "và", id="a sign of a font"
        ),
        pytest.param(
            _paragraph('<w:r><w:t>x</w:t><w:sym w:font="Wingdings" w:char="F0B5"/></w:r>', _run(" §¶ng")),
            "x Đảng",
            id="a sign that is a picture stays one",
        ),
    ],
)
def test_fonts_of_runs_and_styles(body: str, text: str) -> None:
    made = with_unicode_letters(_parts(body))
    assert _texts(made.parts) == [text]
    assert made.derivation is not None
    assert made.derivation.methods == ("recoded",)


def test_a_style_that_builds_on_itself_names_no_font() -> None:
    made = with_unicode_letters(_parts(_paragraph(_run("cã"), style="Loop") + _paragraph(_run("§¶ng"))))
    assert _texts(made.parts) == ["cã", "Đảng"]


def test_reading_again_changes_nothing() -> None:
    made = with_unicode_letters(_parts(_paragraph(_run("cã ®¶ng viªn"))))
    again = with_unicode_letters(made.parts)
    assert again.parts == made.parts
    assert again.derivation is None


def test_a_file_of_today_is_not_even_parsed() -> None:
    parts = {"word/document.xml": "<w:not closed Đảng bộ".encode(), "other": b"x"}
    assert with_unicode_letters(parts).parts == parts


def test_unicode_text_in_an_old_font_is_left_alone() -> None:
    parts = _parts(_paragraph(_run(SENTENCES[0])), styles=_STYLES)
    made = with_unicode_letters(parts)
    assert (made.parts, made.derivation) == (parts, None)


def test_notes_heads_numbers_and_the_title_are_read_too() -> None:
    level = '<w:abstractNum><w:lvl><w:lvlText w:val="§iÒu %1."/></w:lvl></w:abstractNum>'
    title = '<coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>ChØ thÞ</dc:title></coreProperties>'
    made = with_unicode_letters(
        _parts(
            _paragraph(_run(typed(SENTENCES[0], "TCVN3"))),
            **{
                "word/header1.xml": f"<w:hdr {_SPACE}>{_paragraph(_run('MËt'))}</w:hdr>",
                "word/footnotes.xml": f"<w:footnotes {_SPACE}>{_paragraph(_run('Xem phô lôc'))}</w:footnotes>",
                "word/numbering.xml": f"<w:numbering {_SPACE}>{level}</w:numbering>",
                "docProps/core.xml": title,
            },
        )
    )
    assert _texts(made.parts, "word/header1.xml") == ["Mật"]
    assert _texts(made.parts, "word/footnotes.xml") == ["Xem phụ lục"]
    assert "Điều %1." in made.parts["word/numbering.xml"].decode()
    assert "Chỉ thị" in made.parts["docProps/core.xml"].decode()


def test_a_part_that_is_no_xml_is_told() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        with_unicode_letters({"word/document.xml": b'<w:p w:x=".VnTime">'})
