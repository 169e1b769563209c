"""What an answer of a server means."""

from datetime import UTC, datetime

import pytest

from ingest.crawl.answers import Answer, back_off, meaning_of, retry_after

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "headers", "answer"),
    [
        pytest.param(200, {}, Answer("taken"), id="fine"),
        pytest.param(304, {}, Answer("unchanged"), id="not modified"),
        pytest.param(301, {}, Answer("moved"), id="moved"),
        pytest.param(308, {}, Answer("moved"), id="moved for good"),
        pytest.param(404, {}, Answer("refused", "missing"), id="gone"),
        pytest.param(403, {}, Answer("refused", "login"), id="forbidden"),
        pytest.param(418, {}, Answer("refused", "status"), id="anything else"),
        pytest.param(429, {"retry-after": "7"}, Answer("later", "unanswered", 7.0, True), id="the whole host waits"),
        pytest.param(503, {}, Answer("later", "unanswered", None, True), id="busy, for how long unsaid"),
        pytest.param(500, {}, Answer("later", "unanswered", None, False), id="one page is broken"),
    ],
)
def test_what_a_status_means(status: int, headers: dict[str, str], answer: Answer) -> None:
    assert meaning_of(status, headers, NOW) == answer


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        pytest.param("120", 120.0, id="seconds"),
        pytest.param("Sun, 22 Nov 2026 12:01:00 GMT", 60.0, id="a date"),
        pytest.param("Sun, 22 Nov 2026 11:00:00 GMT", 0.0, id="a date that is past"),
        pytest.param("99999999999999", 86_400.0, id="a day at most"),
        pytest.param("sau này", None, id="no date"),
        pytest.param("-5", None, id="no time runs backward"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_retry_after(written: str, seconds: float | None) -> None:
    assert retry_after(written, NOW) == seconds


def test_each_try_waits_twice_as_long_and_a_day_at_most() -> None:
    assert [back_off(tries, 30) for tries in (1, 2, 3)] == [30, 60, 120]
    assert back_off(200, 30) == 86_400
