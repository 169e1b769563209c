"""Where source profiles lie: `profiles/NAME.toml` here, or any TOML file given by its path."""

from pathlib import Path

from archive.errors import SourceError
from ingest.sources.profile import Profile
from ingest.sources.profile_table import read_profile

FOLDER = Path(__file__).parent / "profiles"


def profile_names() -> tuple[str, ...]:
    """The names of the profiles that come with the archive, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_profile(name: str | Path) -> Profile:
    """The profile of that name, or of a TOML file given by its path.

    Raises:
        SourceError: there is none.
        DataError: a key is unknown, missing or has a value that is not allowed; the message names it.
    """
    path = FOLDER / f"{name}.toml" if str(name) in profile_names() else Path(name)
    if path.suffix != ".toml" or not path.is_file():
        raise SourceError(
            f"Không có hồ sơ nguồn {name}.",
            remedy=f"Các nguồn có sẵn: {', '.join(profile_names())}; hoặc đưa đường dẫn một tệp .toml.",
            source=str(name),
        )
    return read_profile(path)
