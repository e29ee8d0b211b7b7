"""A debrief in the records, and what stands on the page of insights."""

from functools import partial

from ivw.coaching import reflections
from ivw.coaching.themes import say as say_themes
from tests.builders import a_contact, a_conversation, at
from tests.screen import open_page, run

page = partial(open_page, "insights")


def click(app, label):
    next(button for button in app.button if bare(button.label) == label).click()
    return run(app)


def bare(label):
    """A label without the colour of a link."""
    return label.removeprefix(":blue[").removesuffix("]").replace("\\", "")


def labels(app):
    return [bare(button.label) for button in app.button]


def heading(app):
    """The first title of a chart or of an empty state."""
    found, *_ = [each.value.removeprefix("##### ") for each in app.markdown if each.value.startswith("##### ")]
    return found.replace("\\", "")


def address(app, name):
    value = app.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def a_debrief(records, name="Ada", *, day="2026-11-03", field="Energy", theme=None, **written):
    """Somebody met, with what was written about it; returns (contact, conversation)."""
    contact = a_contact(records, name=name, field=field)
    meeting = a_conversation(records, contact, starts=f"{day} 12:00", held=True)
    for column, value in written.items():
        reflections.save(records, meeting, column, value, as_of=at(f"{day} 14:00"))
    if theme:
        say_themes(records, meeting, "skill", [theme], as_of=at(f"{day} 14:00"))
    return contact, meeting
