"""The pictures that README and docs/tour.md show: which they are, and how they are kept small. `make tour` takes them.

`python -m tests.tour` keeps in docs/tour what the browser tests took of these.
"""

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
TAKEN = ROOT / "test-output" / "screenshots"
KEPT = ROOT / "docs" / "tour"
LARGEST = 120_000  # bytes: a picture is loaded with its page
COLOURS = 128  # a screen of ours has few

# Taken by tests/browser/test_whole_pass.py on its way from an empty file to a thanked conversation.
PASS = (
    "02-prospect",
    "03-request",
    "08-questions",
    "09-rehearsal",
    "10-rehearsed",
    "11-talking",
    "13-debrief",
    "14-thank-you",
    "15-this-week",
)

# Taken by tests/browser/screens.py: a state of tests/browser/places.py, the width of the window, and the theme.
STATES = (
    "empty-this-week-1280-light",
    "demo-this-week-1280-light",
    "demo-this-week-390-dark",
    "demo-goals-1280-light",
    "demo-people-1280-light",
    "demo-person-research-1280-light",
    "demo-whom-to-ask-1280-light",
    "demo-organizations-390-light",
    "demo-fields-1280-light",
    "demo-to-write-1280-light",
    "demo-person-log-1280-light",
    "demo-reply-rates-1280-light",
    "demo-taken-together-1280-light",
    "demo-stories-1280-light",
    "demo-rehearse-1280-light",
    "demo-conversations-1280-light",
    "demo-conversation-before-1280-light",
    "demo-conversation-live-390-dark",
    "demo-reflection-1280-light",
    "demo-person-promises-1280-light",
    "demo-referrals-1280-light",
    "demo-queue-1280-dark",
    "demo-ties-1280-light",
    "demo-with-them-390-light",
    "demo-path-fit-1280-light",
    "demo-fields-compared-1280-light",
    "demo-themes-1280-dark",
    "demo-what-changed-1280-light",
    "demo-what-follows-1280-light",
    "demo-search-390-dark",
    "demo-weekly-review-1280-light",
    "demo-import-1280-light",
    "demo-take-out-1280-light",
    "demo-profile-1280-light",
    "demo-backups-1280-light",
    "demo-the-file-390-light",
)

TALLEST = 1600  # pixels: what lies further down is seen in ivw itself
TALLER = {"demo-this-week-1280-light": 2500}  # README begins with it, the figures and the chart included


def keep(taken: Path, kept: Path) -> None:
    """The top of a picture, in few colours."""
    with Image.open(taken) as picture:
        whole = picture.convert("RGB")
    top = whole.crop((0, 0, whole.width, _height(whole, TALLER.get(taken.stem, TALLEST))))
    top.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)


def _height(picture: Image.Image, tallest: int) -> int:
    """Where a picture that is too tall ends: on a line that is empty beside the menu, to cut nothing through."""
    if picture.height <= tallest:
        return picture.height
    menu = picture.width // 4 if picture.width > 1000 else 0
    for colours in (1, 3):  # paper alone; else the space within a card, where its edges stand
        for line in range(tallest, tallest * 3 // 4, -1):
            if picture.crop((menu, line, picture.width, line + 1)).getcolors(colours):
                return line
    return tallest


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for folder, names in (("pass", PASS), ("screens", STATES)):
        for name in names:
            keep(TAKEN / folder / f"{name}.png", KEPT / f"{name}.png")
