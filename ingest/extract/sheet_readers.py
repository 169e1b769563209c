"""The sheets of a workbook as grids, whatever the format: one reader a format, in one table.

What a grid is stands in `sheet_grid`; `sheet` makes a text of it, `sheet_lists` a list of documents.
"""

from collections.abc import Callable

from archive.errors import ExtractError
from ingest import media
from ingest.extract.sheet_grid import REMEDY, Grid, GridLimits


def grids_of(payload: bytes, *, media_type: str, limits: GridLimits | None = None) -> tuple[Grid, ...]:
    """The sheets of an XLSX, XLS or ODS file, as their cells have them.

    Raises:
        ExtractError: damaged, protected by a password, too large when unpacked, or another format.
    """
    reader = _READERS.get(media_type)
    if reader is None:
        raise ExtractError("Không phải bảng tính.", remedy=REMEDY, media_type=media_type)
    return reader(payload, limits or GridLimits())


def _xlsx(payload: bytes, limits: GridLimits) -> tuple[Grid, ...]:
    from ingest.extract.sheet_xlsx import xlsx_grids  # late: openpyxl takes longer to load than most files to read

    return xlsx_grids(payload, limits)


def _xls(payload: bytes, limits: GridLimits) -> tuple[Grid, ...]:
    from ingest.extract.sheet_xls import xls_grids

    return xls_grids(payload, limits)


def _ods(payload: bytes, limits: GridLimits) -> tuple[Grid, ...]:
    from ingest.extract.sheet_ods import ods_grids

    return ods_grids(payload, limits)


_READERS: dict[str, Callable[[bytes, GridLimits], tuple[Grid, ...]]] = {
    media.XLSX: _xlsx,
    media.XLS: _xls,
    media.ODS: _ods,
}
