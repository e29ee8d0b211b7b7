"""Two windows on one person: whoever saves later must not undo what the other one saved, and loses nothing."""

from collections.abc import Mapping

from ivw.coaching.errors import InvalidRecord


class Conflict(InvalidRecord):
    """What was typed collides with what another window saved meanwhile. `stands`: what stands there now, by field."""

    def __init__(self, stands: Mapping[str, object]) -> None:
        super().__init__(
            next(iter(stands)),
            "This was changed in another window meanwhile.",
            "Keep yours, or take what stands there.",
        )
        self.stands = dict(stands)


def own_changes(
    typed: Mapping[str, object], seen: Mapping[str, object], stands: Mapping[str, object]
) -> dict[str, object]:
    """Of what was typed, the fields that this window changed since it saw them; others stay as they stand.

    Raises Conflict, naming each field that another window changed too, and to something else.
    """
    changed = {field: value for field, value in typed.items() if field not in seen or value != seen[field]}
    clashes = {
        field: stands[field]
        for field, value in changed.items()
        if field in seen and stands[field] != seen[field] and stands[field] != value
    }
    if clashes:
        raise Conflict(clashes)
    return changed
