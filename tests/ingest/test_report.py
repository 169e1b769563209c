import json

from archive.errors import ExtractError, SecrecyError
from ingest.report import Outcome, Report, as_json, as_text, refusal, report_of


def _report() -> Report:
    return report_of(
        [
            Outcome("a.html", "kept", id="vb/1", number="47-CT/TU"),
            Outcome("b.html", "same", id="vb/2"),
            Outcome("c.html", "revised", id="vb/3", number="05-CT/TW"),
            refusal("d.doc", ExtractError("Tệp cũ.", remedy="Chuyển sang DOCX.")),
            refusal(
                "e.docx", SecrecyError("Mang dấu “Mật” (tên tệp).", remedy="Quản lý theo quy định.", text="bí mật")
            ),
        ],
        seconds=1.23456,
    )


def test_json_has_exactly_the_promised_fields() -> None:
    data = json.loads(as_json(_report()))
    assert data == {
        "kept": [{"path": "a.html", "id": "vb/1", "number": "47-CT/TU"}],
        "same": [{"path": "b.html", "id": "vb/2", "number": None}],
        "revised": [{"path": "c.html", "id": "vb/3", "number": "05-CT/TW"}],
        "refused": [
            {"path": "d.doc", "reason": "Tệp cũ.", "remedy": "Chuyển sang DOCX."},
            {"path": "e.docx", "reason": "Mang dấu “Mật” (tên tệp).", "remedy": "Quản lý theo quy định."},
        ],
        "seconds": 1.235,
    }


def test_fields_of_a_secret_refusal_are_not_told() -> None:
    assert "bí mật" not in as_json(_report())


def test_exit_status_says_whether_something_was_refused() -> None:
    assert _report().exit_status == 1
    assert report_of([Outcome("a", "kept")], seconds=0).exit_status == 0


def test_text_counts_and_lists_refusals() -> None:
    text = as_text(_report())
    assert text.splitlines()[0] == "1 văn bản mới, 1 không đổi, 1 có bản sửa, 2 bị từ chối; 1,2 giây."
    assert "d.doc: Tệp cũ. Chuyển sang DOCX." in text


def test_a_long_list_of_refusals_is_cut_with_the_count_of_the_rest() -> None:
    many = report_of([refusal(f"{n}.doc", ExtractError("Cũ.")) for n in range(60)], seconds=1)
    assert "và 10 tệp khác" in as_text(many)
