import io
import zipfile

import pytest

from ivw.coaching.errors import InvalidRecord
from ivw.exchange import zips


def a_zip(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_file_is_found_in_any_folder_and_case_and_the_highest_is_taken():
    data = a_zip(
        **{"old/2019/Connections.csv": "old", "export/CONNECTIONS.csv": "new", "__MACOSX/connections.csv": "mac"}
    )

    assert zips.is_zip(data)
    assert zips.member(data, "Connections.csv") == b"new"
    assert zips.member(data, "Profile.csv") is None
    assert "export/CONNECTIONS.csv" in zips.names(data)


@pytest.mark.parametrize("read", [zips.names, lambda data: zips.member(data, "a.csv")])
@pytest.mark.parametrize("at", [0, -1, 30, 60])
def test_a_damaged_zip_is_refused_in_words(read, at):
    whole = a_zip(**{"a.csv": "First Name\nAda"})

    with pytest.raises(InvalidRecord) as refused:
        read(whole[:at])
    assert (refused.value.field, refused.value.right) == ("file", "Download it once more.")


def test_a_zip_of_a_later_version_is_refused_in_words():
    packed = bytearray(a_zip(**{"a.csv": "First Name\nAda"}))
    packed[packed.index(b"PK\x01\x02") + 6] = 64

    with pytest.raises(InvalidRecord, match="unusual"):
        zips.names(bytes(packed))


def test_what_packs_too_well_is_refused_when_it_is_large():
    assert zips.member(a_zip(**{"a.csv": b"0" * 1_000_000}), "a.csv") == b"0" * 1_000_000
    with pytest.raises(InvalidRecord, match="30 MB"):
        zips.member(a_zip(**{"a.csv": b"0" * 30_000_000}), "a.csv")


def test_only_what_was_asked_for_is_unpacked_and_no_more_than_allowed():
    data = a_zip(**{"xl/a.xml": b"a" * 1_000, "xl/b.xml": b"b" * 1_000, "media/c.png": b"c" * 20_000_000})

    packed, files = zips.repacked(data, ("xl/",), 2_000)

    assert list(files) == zips.names(packed) == ["xl/a.xml", "xl/b.xml"]
    with pytest.raises(InvalidRecord, match="unpack"):
        zips.repacked(data, ("xl/",), 1_999)


def test_a_zip_of_very_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(zips, "MOST_FILES", 3)

    with pytest.raises(InvalidRecord, match="4 files"):
        zips.names(a_zip(**{f"{n}.csv": b"" for n in range(4)}))


def test_a_file_larger_than_any_address_book_is_refused():
    zips.refuse_larger(b"0" * 1_000)
    with pytest.raises(InvalidRecord, match="64 MB"):
        zips.refuse_larger(bytes(zips.LARGEST + 1))
