"""Every document of the demonstration corpus in Akoma Ntoso: valid against the strict schema, and whole."""

import re

from lxml import etree

from archive.opening import Archive
from archive.store import harvest
from search_web.formats.akoma import akoma
from tests.search_web.formats.makings import akoma_schema, work


def test_the_corpus_is_valid_akoma_ntoso(corpus_archive: Archive) -> None:
    with corpus_archive.database.reading() as connection:
        found = harvest.pages(connection, offset=0, limit=10_000)
    assert len(found) > 30
    for address, _ in found:
        made = work(corpus_archive.database, address)
        tree = etree.fromstring(akoma(made))
        assert akoma_schema().validate(tree), (address, akoma_schema().error_log)
        said = re.sub(r"\s", "", "".join(map(str, tree.itertext())))
        assert said == re.sub(r"\s", "", made.document.text), address
