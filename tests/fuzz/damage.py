"""Files as they should be, files as they should not, and ways in which one becomes the other."""

import hashlib
import io
import json
import lzma
import zipfile
import zlib
from pathlib import Path

from hypothesis import strategies as st

DATA = Path(__file__).parents[1] / "data"
BROKEN = {path.name: path.read_bytes() for path in sorted((DATA / "broken").iterdir())}
GOOD = {path.name: path.read_bytes() for path in sorted((DATA / "inputs").iterdir())}
GOOD["Connections.csv"] = b"".join(GOOD["Connections.csv"].splitlines(keepends=True)[:12])  # the others are alike
GOOD["history.json"] = json.dumps(
    {"contacts": [
        {"name": "Hana Example", "email": "hana@example.net", "organization": "Works", "tie": "B",
         "connected_on": "2023-05-06",
         "interactions": [{"kind": "request", "happened_at": "2024-06-01T09:00:00+02:00", "asks": True, "text": "Hi"},
                          {"kind": "reply", "happened_at": "2024-06-03"}],
         "meetings": [{"starts_at": "2024-06-11T14:00:00Z", "minutes": 20, "status": "held"}],
         "promises": [{"what": "Send the article", "owner": "me", "due": "2024-06-20"}],
         "referrals": [{"name": "Ivo Third", "given_at": "2024-06-11", "may_mention": "yes"}]},
        {"name": "Ivo Third", "linkedin_url": "https://www.linkedin.com/in/ivo-third"},
    ]}, indent=1,
).encode()  # fmt: skip
# What files are made of, in the middle of where it does not belong.
PIECES = (
    b'"', b",", b";", b"\t", b"|", b"\r\n", b"\n", b"\r", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3", b"\xe9",
    b"\xf0\x9f", b"\x1a", b"\x1b[31m", b"\xe2\x80\xae", b"=1+1", b"'", b":::", b"\\", b" ", b"=\n", b"=C3=",
    b"{", b"}", b"[", b"]", b":", b"null", b"NaN", b"-1e999", b'"\\ud800"', b"9" * 30, b"[" * 2_000,
    b"BEGIN:VCARD\n", b"END:VCARD\n", b"FN:X\n", b";CHARSET=utf-16", b";ENCODING=QUOTED-PRINTABLE", b"AGENT:",
    b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n", b"Name;E-mail\n", b"ada@example.org",
    b"https://www.linkedin.com/in/ada", b"31 Feb 2024", b"9999-12-31T23:59:59-23:59", b"0001-01-01",
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"<!DOCTYPE x>", b"</c>", b'<c r="XFD1048576">', b"PAR1",
)  # fmt: skip
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251", "shift_jis", "utf-7")
LONGEST = 100_000  # bytes; more of the same only takes longer

_PLACE = st.integers(0, 999_999)  # a place in a file, in millionths: it means something in each of them
_LENGTH = st.integers(1, 64)
_ONE = st.one_of(
    st.tuples(st.just("flip"), _PLACE, st.integers(1, 255)),
    st.tuples(st.just("cut"), _PLACE, st.integers(1, 2_000)),
    st.tuples(st.just("end"), _PLACE, st.just(0)),
    st.tuples(st.just("insert"), _PLACE, st.sampled_from(PIECES)),
    st.tuples(st.just("again"), _PLACE, st.tuples(_LENGTH, st.integers(1, 40))),
    st.tuples(st.just("encode"), _PLACE, st.sampled_from(ENCODINGS)),
    st.tuples(st.just("splice"), _PLACE, st.tuples(st.sampled_from(sorted(GOOD | BROKEN)), _PLACE)),
)
_ARCHIVES = [name for name in BROKEN if name.startswith("archive-")]
_OTHERS = [name for name in BROKEN if name not in _ARCHIVES]
# A file by its name, what is done to it, and whether that is done to the ZIP or to what is packed in it.
FILES = st.tuples(st.sampled_from(sorted(GOOD)) | st.sampled_from(_OTHERS), st.lists(_ONE, max_size=5), st.booleans())
ARCHIVES = st.tuples(st.sampled_from(_ARCHIVES), st.lists(_ONE, min_size=1, max_size=3), st.booleans())


def made(name, damages, within):
    """The file that was drawn."""
    data = (GOOD | BROKEN)[name]
    if within and damages and data.startswith(b"PK"):
        return _in_a_zip(data, damages)
    for each in damages:
        data = _damaged(data, *each)
    return data


def _damaged(data, how, place, what):
    at = place * len(data) // 1_000_000
    if how == "flip":
        data = data[:at] + bytes([data[at] ^ what]) + data[at + 1 :] if data else data
    elif how == "cut":
        data = data[:at] + data[at + what :]
    elif how == "end":
        data = data[:at]
    elif how == "insert":
        data = data[:at] + what + data[at:]
    elif how == "again":
        data = data[:at] + data[at : at + what[0]] * what[1] + data[at:]
    elif how == "encode":
        data = data.decode("utf-8", "replace").encode(what, "replace")
    elif how == "splice":
        other = (GOOD | BROKEN)[what[0]]
        data = data[:at] + other[what[1] * len(other) // 1_000_000 :]
    return data[:LONGEST]


def _in_a_zip(data, damages):
    """Damage what is packed, so that the ZIP around it is sound and its sums are right."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            files = {each.filename: packed.read(each) for each in packed.infolist() if each.file_size < LONGEST}
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, ValueError, EOFError):
        return data
    if files:
        names = sorted(files)
        for how, place, what in damages:
            name = names[place % len(names)]
            files[name] = _damaged(files[name], how, place * 7_919 % 1_000_000, what)
    return zipped(files)


def zipped(files):
    """These files in a ZIP; where a manifest is among them, it gets the checksums of what is there."""
    if "manifest.json" in files:
        try:
            told = json.loads(files["manifest.json"])
            for entry in told["tables"].values():
                entry["sha256"] = hashlib.sha256(files[entry["file"]]).hexdigest()
            files["manifest.json"] = json.dumps(told).encode()
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            pass
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name or "none", content)
    return into.getvalue()
