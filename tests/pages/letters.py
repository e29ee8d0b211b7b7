"""Writing a message on the page, and what it shows then."""

import re
from functools import partial

from ivw.coaching import outreach, time_line
from ivw.show import front_door
from tests.screen import click, field, open_page
from tests.show.draft_area import type_into

page = partial(open_page, "outreach")
WHY = "Your talk on night buses made me want to see how one is planned."


def subject(app):
    return field(app, "Subject").value


def body(app):
    """The message as it stands in its field."""
    kind = field(app, "What you write").value
    stands = [
        key for key in app.session_state._state.filtered_state if re.fullmatch(rf"message:.*:{kind}:\d+/draft", key)
    ]
    return app.session_state[stands[-1]].typed


def write(app, whom, kind, words):
    records = front_door.open_records(front_door.records_path())
    return type_into(app, f"{outreach.slot(whom, kind)}:{time_line.length(records, whom)}", words)


def send(app):
    """Say that it was sent."""
    return click(app, "I sent it")


def link(app, label):
    return next(each.proto.url for each in app.get("link_button") if each.proto.label == label)
