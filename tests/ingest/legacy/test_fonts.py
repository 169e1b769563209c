import pytest

from ingest.legacy.fonts import Lettering, lettering, names_of_fonts


@pytest.mark.parametrize(
    ("font", "wanted"),
    [
        pytest.param(".VnTime", Lettering("TCVN3"), id="the usual one"),
        pytest.param(".VnTimeH", Lettering("TCVN3", capitals=True), id="its capitals"),
        pytest.param(".VnArial NarrowH", Lettering("TCVN3", capitals=True), id="two words"),
        pytest.param(".VnTimeH Bold", Lettering("TCVN3", capitals=True), id="with a style"),
        pytest.param("ABCDEE+.VnTimeH,Bold", Lettering("TCVN3", capitals=True), id="cut out for a PDF"),
        pytest.param("VnTime", Lettering("TCVN3"), id="without the dot"),
        pytest.param("'.vntime', serif", Lettering("TCVN3"), id="a list of a page"),
        pytest.param("VNI-Times", Lettering("VNI"), id="VNI"),
        pytest.param("ABCDEE+VNI-Helve-Condense,BoldItalic", Lettering("VNI"), id="VNI of a PDF"),
        pytest.param("VPS Times", Lettering("VPS"), id="VPS"),
        pytest.param("VI Times", Lettering("VISCII"), id="VISCII"),
        pytest.param("Times New Roman", Lettering(), id="Unicode"),
        pytest.param("", Lettering(), id="unknown"),
        pytest.param("Wingdings", Lettering(), id="signs"),
        pytest.param("Vni", Lettering(), id="no name of a face"),
    ],
)
def test_what_a_font_says(font: str, wanted: Lettering) -> None:
    assert lettering(font) == wanted


def test_names_begin_small() -> None:
    assert ".vn" in names_of_fonts()
    assert all(name == name.lower() for name in names_of_fonts())
