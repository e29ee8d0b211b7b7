"""The check beside a message: what stands in its way first, reasons at hand, and whatever a file says shown as text."""

from streamlit.testing.v1 import AppTest

from ivw.coaching.message_check import check
from ivw.coaching.message_cues import FLAGS, REMARKS
from ivw.show.message_check_panel import TITLES
from tests.screen import NASTY, run


def panel(text, kind):
    from ivw.coaching.message_check import check
    from ivw.show import message_check_panel

    message_check_panel.draw(check(text, kind))


def nasty(texts):
    from ivw.coaching.message_check import Check, Remark
    from ivw.show import message_check_panel

    said = tuple(Remark("no_purpose", each, each) for each in texts)
    message_check_panel.draw(Check(1, 1, said, said, tuple(texts), False))


def shown(text, kind):
    return run(AppTest.from_function(panel, args=(text, kind)))


def lines(app):
    return [each.value.replace("\\", "") for each in app.markdown]


def test_what_stands_in_the_way_comes_first_and_the_rest_waits_behind_it():
    app = shown("Dear Ana,\n\ncould you refer me? I work at [company].", "request")
    said = lines(app)
    assert "Not ready to go." in said[0]
    assert "A gap is left:" in said[1]
    assert "Asks for a job:" in said[2]
    assert "Missing:" in said[3]
    assert [each.label for each in app.expander] == ["What else is missing"]


def test_each_line_has_a_way_to_mend_it_and_its_reason_behind_the_question_mark():
    app = shown("Dear Ana,\n\nthank you. Tom", "thank_you")
    line = next(each for each in app.markdown if "what you learned" in each.value)
    assert "You showed me that" in line.value
    assert "guides 2 and 5" in line.help
    assert "there" in lines(app)[0]


def test_a_good_message_is_told_so_with_what_it_does_well():
    app = shown("Dear Ana,\n\nthank you, I will. Tom", "answer")
    assert "Ready to go" in lines(app)[0]
    assert "Is short enough" in app.caption[0].value.replace("\\", "")


def test_nothing_is_said_of_an_empty_message():
    assert not shown("", "request").markdown


def test_what_the_file_says_is_shown_as_text():
    app = run(AppTest.from_function(nasty, args=(list(NASTY),)))
    written = "\n".join(
        [*(each.value + (each.help or "") for each in app.markdown), *(each.value for each in app.caption)]
    )
    for text in NASTY:
        assert text not in written


def test_every_flag_and_remark_has_a_title():
    assert set(TITLES) == {flag for flags in FLAGS.values() for flag in flags} | set(REMARKS)
    assert check("", "request").words == 0
