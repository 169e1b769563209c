"""Server time of pages, kind by kind: p50 and p95 of the processor's milliseconds in one process, over a real archive.

`python tools/bench_pages.py --archive DIR [--works 300] [--longest 20]`. The kinds are the rows of `KINDS`: a name and
the addresses it asks for; add a row to measure another page.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import Connection, func, select

from archive.config import load
from archive.opening import opened
from archive.store.tables import editions, works
from search_web import create_app
from search_web.warming import warm

ROUNDS = 3  # of which the best counts: what disturbs a machine only ever adds
GOAL = {"văn bản": 20.0, "tìm kiếm": 30.0}  # milliseconds, p95 at 20,000 documents


@dataclass(frozen=True, slots=True)
class Sample:
    """Addresses of works to ask for: held ones by chance, those with the longest texts, stubs by chance."""

    held: tuple[str, ...]
    longest: tuple[str, ...]
    stubs: tuple[str, ...]


def _below(tail: str) -> Callable[[Sample], list[str]]:
    return lambda sample: [f"/vb/{one}{tail}" for one in sample.held]


KINDS: Mapping[str, Callable[[Sample], list[str]]] = {
    "văn bản": _below(""),
    "văn bản dài nhất": lambda sample: [f"/vb/{one}" for one in sample.longest],
    "tìm trong văn bản": _below("?tim=chi+bo"),
    "chưa có toàn văn": lambda sample: [f"/vb/{one}" for one in sample.stubs],
    "viện dẫn": _below("/vien-dan"),
    "được viện dẫn": _below("/duoc-vien-dan"),
    "lược đồ": _below("/luoc-do"),
    "lịch sử": _below("/lich-su"),
    "bản gốc": _below("/ban-goc"),
    "thông tin": _below("/thong-tin"),
    "thẻ xem trước": _below("/the"),
    "trang đầu": lambda _: ["/"],
    "tìm kiếm": lambda _: ["/?q=sinh+hoat+chi+bo", "/?q=47-CT%2FTU", "/?q=phong+chong+tham+nhung", "/?q=luan+chuyen"],
    "duyệt": lambda _: ["/co-quan", "/loai", "/lich", "/khoa", "/chu-de", "/duoc-dan-nhieu", "/moi", "/day-so"],
}


def sample(connection: Connection, count: int, longest: int) -> Sample:
    """Works of an archive, the same ones on every run."""
    held = (
        connection.execute(select(works.c.address).where(works.c.genre != "stub").order_by(works.c.id)).scalars().all()
    )
    stubs = (
        connection.execute(select(works.c.address).where(works.c.genre == "stub").order_by(works.c.id)).scalars().all()
    )
    long = connection.execute(
        select(works.c.address)
        .join(editions, editions.c.work == works.c.id)
        .where(editions.c.current)
        .order_by(func.length(editions.c.text).desc())
        .limit(longest)
    ).scalars()
    chosen = random.Random(1)  # noqa: S311  # a sample, no secret
    return Sample(tuple(chosen.sample(held, min(count, len(held)))), tuple(long), tuple(stubs[:count]))


def times(client: FlaskClient, addresses: list[str]) -> Iterator[tuple[float, str]]:
    """The best processor time of each address in milliseconds; addresses that are refused are left out."""
    for address in addresses:
        spent = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            status = client.get(address).status_code
            spent.append((1000 * (time.process_time() - begun), status))
        if all(status == 200 for _, status in spent):
            yield min(spent)[0], address


def main() -> None:
    """Measure and print, one line a kind."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--archive", required=True)
    reader.add_argument("--works", type=int, default=300)
    reader.add_argument("--longest", type=int, default=20)
    reader.add_argument("--kind", action="append", choices=tuple(KINDS))
    asked = reader.parse_args()
    settings = load(None, {"VANKIEN_ARCHIVE_DIR": asked.archive})
    with opened(settings) as archive:
        app = create_app(settings, database=archive.database, engine=archive.engine)
        with archive.database.reading() as connection:
            chosen = sample(connection, asked.works, asked.longest)
        warm(app)
        client = app.test_client(use_cookies=False)
        print(f"{'trang':22}{'số':>6}{'p50':>8}{'p95':>8}{'lâu nhất':>10}  ms")
        for name, addresses in KINDS.items():
            if asked.kind and name not in asked.kind:
                continue
            found = sorted(times(client, addresses(chosen)))
            if found:
                p50, p95 = (found[min(len(found) - 1, int(len(found) * part))][0] for part in (0.5, 0.95))
                goal = f"  mục tiêu p95 {GOAL[name]:.0f}" if name in GOAL else ""
                print(f"{name:22}{len(found):6}{p50:8.1f}{p95:8.1f}{found[-1][0]:10.1f}  {found[-1][1][:60]}{goal}")


if __name__ == "__main__":
    main()
