"""Keeps pictures of the whole pass in docs/tour, small enough to be loaded with a page: `make tour`.

`python -m tests.tour NAME ...`, each a picture that tests/browser/test_whole_pass.py took.
"""

import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
TAKEN = ROOT / "test-output" / "screenshots" / "pass"
KEPT = ROOT / "docs" / "tour"
TALLEST = 1600  # pixels: what lies further down is seen in ivw itself
COLOURS = 128  # a screen of ours has few
LARGEST = 200_000  # bytes


def keep(taken: Path, kept: Path) -> None:
    """The top of a picture, in few colours."""
    with Image.open(taken) as picture:
        top = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, TALLEST)))
        top.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for name in sys.argv[1:]:
        keep(TAKEN / f"{name}.png", KEPT / f"{name}.png")
