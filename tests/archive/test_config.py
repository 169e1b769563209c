"""Settings: what a person writes in a file or the environment is what the program gets, or a sentence says why not."""

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.config import SETTINGS, Settings, load
from archive.errors import ConfigError


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_written_gives_the_defaults_of_the_table() -> None:
    values = load(None, {})
    assert {row.name: str(getattr(values, row.name)) for row in SETTINGS} == {
        row.name: str(row.default) for row in SETTINGS
    }


def test_the_table_and_the_shape_have_the_same_names_and_types() -> None:
    values = load(None, {})
    assert [row.name for row in SETTINGS] == [field.name for field in fields(Settings)]
    for row in SETTINGS:
        value = getattr(values, row.name)
        assert isinstance(value, Path if row.name == "archive_dir" else type(row.default)), row.name


def test_the_parts_of_the_archive_lie_in_its_folder(tmp_path: Path) -> None:
    values = load(None, {"VANKIEN_ARCHIVE_DIR": str(tmp_path / "kho")})
    parts = (values.database_path, values.index_dir, values.warc_dir)
    assert {part.parent for part in parts} == {tmp_path / "kho"}
    assert len(set(parts)) == 3


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    path = written(tmp_path, 'port = 9000\nsite_name = "Kho thử"\n')
    values = load(path, {"VANKIEN_PORT": "9001", "HOME": "/nowhere"})
    assert (values.port, values.site_name, values.host) == (9001, "Kho thử", "127.0.0.1")


def test_without_a_path_the_file_of_the_current_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "vankien.toml").write_text("results_per_page = 50\n", encoding="utf-8")
    assert load(None, {}).results_per_page == 50


def test_a_home_folder_is_spelled_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load(None, {"VANKIEN_ARCHIVE_DIR": "~/kho"}).archive_dir == tmp_path / "kho"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("prot = 8000", "prot", id="a slip of the pen is named"),
        pytest.param('port = "8000"', "port", id="a number in quotes is text"),
        pytest.param("port = true", "port", id="true is no port although Python counts it as 1"),
        pytest.param("port = 0", "từ 1 đến 65535", id="the bounds are said"),
        pytest.param("port = 65536", "từ 1 đến 65535", id="one above the last port"),
        pytest.param("worker_memory_mb = 1", "từ 64 trở lên", id="a bound with no upper end"),
        pytest.param('engine = "lucene"', "whoosh, arrays, memory", id="the choices are said"),
        pytest.param('site_name = " "', "site_name", id="a blank name names nothing"),
        pytest.param("host = 127", "host", id="a number is no address"),
        pytest.param("[server]\nport = 1", "server", id="the table has no sections"),
        pytest.param("port = ", "TOML", id="not TOML at all"),
    ],
)
def test_a_file_that_cannot_be_followed_is_refused(tmp_path: Path, text: str, named: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as refusal:
        load(path, {})
    assert named in str(refusal.value)
    assert str(path) in str(refusal.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        pytest.param("VANKIEN_PORTS", "1", id="unknown name"),
        pytest.param("VANKIEN_PORT", "", id="empty"),
        pytest.param("VANKIEN_PORT", "80a", id="not a number"),
        pytest.param("VANKIEN_PORT", "-1", id="below zero"),
        pytest.param("VANKIEN_PORT", "٣", id="a digit of another script"),
        pytest.param("VANKIEN_PORT", "9" * 5000, id="longer than any number that is read"),
        pytest.param("VANKIEN_ENGINE", "Whoosh", id="choices are written as listed"),
        pytest.param("VANKIEN_ARCHIVE_DIR", "", id="no folder"),
    ],
)
def test_a_variable_that_cannot_be_followed_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(ConfigError, match=variable):
        load(None, {variable: value})


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(ConfigError) as refusal:
        load(None, {"VANKIEN_": "1"})
    assert all(row.variable in refusal.value.remedy for row in SETTINGS)


def test_a_file_that_is_not_there_or_not_utf_8_is_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes('site_name = "Văn"'.encode("cp1258", errors="replace"))
    for path in (tmp_path / "absent.toml", latin, tmp_path):
        with pytest.raises(ConfigError, match=path.name):
            load(path, {})


@given(st.integers(min_value=1, max_value=65535))
def test_a_port_is_read_alike_from_the_file_and_the_environment(port: int) -> None:
    assert load(None, {"VANKIEN_PORT": str(port)}).port == port


@given(st.dictionaries(st.sampled_from([row.variable for row in SETTINGS]), st.text(max_size=30)))
def test_any_environment_gives_settings_or_a_config_error(environ: dict[str, str]) -> None:
    answer = settings_or_refusal(environ)
    assert isinstance(answer, Settings) or (answer.message and answer.remedy)


def settings_or_refusal(environ: dict[str, str]) -> Settings | ConfigError:
    try:
        return load(None, environ)
    except ConfigError as refusal:
        return refusal
