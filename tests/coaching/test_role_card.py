"""The card for a companion: whom they play, how to answer, and two moments to throw in."""

from ivw.coaching import contacts, plans, role_card
from tests.builders import a_contact, a_conversation, at, open_records

NOW = at("2026-11-24 09:00")


def test_it_says_whom_they_play_how_to_answer_and_what_to_throw_in(tmp_path):
    records = open_records(tmp_path)
    person = a_contact(records, name="Priya Raman", position="Policy analyst", organization="Brackmere Water Trust")
    meeting = a_conversation(records, person, starts="2026-11-25 09:00")
    plan = plans.get(records, str(plans.start(records, minutes=25, as_of=NOW, meeting_id=meeting).fact_id))
    card = role_card.card(records, plan)
    assert "You play Priya Raman." in card.text
    assert "Policy analyst, Brackmere Water Trust" in card.text
    assert "You have 25 minutes." in card.text
    assert len(card.throws) == 2
    assert not any(each.halves for each in card.throws)
    assert all(line in card.text for line in (*role_card.HOW_TO_ANSWER, *(each.text for each in card.throws)))
    assert role_card.card(records, plan) == card
    assert contacts.get(records, person).name == card.host
    general = plans.get(records, str(plans.start(records, minutes=20, as_of=NOW, title="Anybody").fact_id))
    assert "You play somebody in the field." in role_card.card(records, general).text
    records.close()
