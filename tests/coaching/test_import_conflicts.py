"""Where a file says something else than the records, whom it is about, and what it brings besides."""

from dataclasses import replace
from datetime import date

from ivw.coaching import contacts, imports, interactions, past_imports, people, tags
from ivw.coaching.incoming import FileRead, IncomingPerson, Problem, SkippedRow, together
from tests.builders import a_contact, at

NOW, LATER = at("2024-06-11 12:00"), at("2024-06-20 12:00")
ADA, BEN = "https://www.linkedin.com/in/ada", "https://www.linkedin.com/in/ben"


def told(name="Ada", *, notes="", tags=(), other_emails=(), **facts):
    return IncomingPerson(1, name, facts, notes=notes, tags=tags, other_emails=other_emails)


def a_file(*told_of, source="google"):
    return FileRead(source, tuple(replace(each, row=row) for row, each in enumerate(told_of, start=2)), (), 0)


def looked(records, *told_of):
    return imports.preview(records, a_file(*told_of), as_of=NOW)


def brought(records, *told_of, theirs=()):
    return imports.apply(records, a_file(*told_of), as_of=NOW, theirs=theirs)


def counted(result):
    return result.added, result.updated, result.unchanged


def differing(result):
    return [(each.name, each.field, each.ours, each.theirs, each.row) for each in result.conflicts]


def names(records):
    return [each.name for each in people.search(records)[0]]


def undone(records):
    return past_imports.undo(records, past_imports.past(records)[0].id, as_of=LATER)


# Conflicts


def test_what_both_say_and_not_the_same_is_a_conflict_and_stays(records):
    ada = a_contact(records, name="Ada", email="ada@example.org", organization="Acme", position="Engineer")
    file = told("Ada Lovelace", email="ada@example.org", organization="Beta", position="engineer ", phone="1")
    result = brought(records, file)
    assert differing(result) == [("Ada", "name", "Ada", "Ada Lovelace", 2), ("Ada", "organization", "Acme", "Beta", 2)]
    assert counted(result) == (0, 1, 0)
    stands = contacts.get(records, ada)
    assert (stands.name, stands.organization, stands.phone) == ("Ada", "Acme", "1")


def test_what_was_chosen_from_the_file_is_written_with_the_rest_and_undone_with_it(records):
    ada = a_contact(records, name="Ada", email="ada@example.org", organization="Acme", position="Engineer")
    file = told("Ada King", email="ada@example.org", organization="Beta", position="Countess", family_name="King")
    name, organization, _ = looked(records, file).conflicts
    result = brought(records, file, theirs=[name, organization])
    assert counted(result) == (0, 1, 0)
    stands = contacts.get(records, ada)
    assert (stands.name, stands.family_name, stands.organization) == ("Ada King", "King", "Beta")
    assert stands.position == "Engineer"
    assert [each.field for each in looked(records, file).conflicts] == ["position"]
    undone(records)
    stands = contacts.get(records, ada)
    assert (stands.name, stands.family_name, stands.organization) == ("Ada", None, "Acme")


def test_a_preview_counts_with_what_was_chosen(records):
    a_contact(records, name="Ada", email="ada@example.org", organization="Acme")
    a_contact(records, name="Ben", email="ben@example.org", organization="Acme")
    both = [told(email="ada@example.org", organization="Beta"), told("Ben", email="ben@example.org", organization="B")]
    result = looked(records, *both, told("Cy"))
    assert counted(result) == (1, 0, 2)
    chosen = result.conflicts[:1]
    assert counted(result.believing(chosen)) == (1, 1, 1) == counted(brought(records, *both, told("Cy"), theirs=chosen))


def test_a_choice_about_something_that_changed_since_does_not_count(records):
    ada = a_contact(records, name="Ada", email="ada@example.org", organization="Acme")
    file = told(email="ada@example.org", organization="Beta")
    chosen = looked(records, file).conflicts
    contacts.change(records, ada, organization="Gamma")
    assert counted(brought(records, file, theirs=chosen)) == (0, 0, 1)
    assert contacts.get(records, ada).organization == "Gamma"


def test_what_differs_in_spelling_alone_is_no_conflict(records):
    a_contact(records, name="Ada", linkedin_url=ADA, phone="+44 (20) 1", organization="Acme  Labs")
    file = told(" ADA", linkedin_url="http://de.linkedin.com/in/Ada/?x", phone="+44 20-1", organization="acme labs")
    assert looked(records, file).conflicts == ()


def test_a_file_may_put_on_do_not_contact_when_one_agrees_and_never_take_it_off(records):
    ada = a_contact(records, name="Ada", email="ada@example.org")
    ben = a_contact(records, name="Ben", email="ben@example.org", do_not_contact=True)
    file = [
        told(email="ada@example.org", do_not_contact=True), told("Ben", email="ben@example.org", do_not_contact=False)
    ]  # fmt: skip
    result = looked(records, *file)
    assert differing(result) == [("Ada", "do_not_contact", False, True, 2)]
    brought(records, *file, theirs=result.conflicts)
    assert contacts.get(records, ada).do_not_contact is True
    assert contacts.get(records, ben).do_not_contact is True


def test_parts_of_a_name_are_not_filled_in_from_another_name(records):
    ada = a_contact(records, name="Ada", email="ada@example.org")
    brought(records, told("Bea Brown", email="ada@example.org", given_name="Bea", family_name="Brown"))
    assert contacts.get(records, ada).given_name is None


def test_many_gaps_are_filled_in_at_once(records):
    for n in range(30):
        a_contact(records, name=f"Person {n}", email=f"p{n}@example.org")
    file = [told(f"Person {n}", email=f"p{n}@example.org", **{["phone", "position"][n % 2]: str(n)}) for n in range(30)]
    assert counted(brought(records, *file)) == (0, 30, 0)
    assert records.rows("SELECT count(phone), count(position) FROM contacts") == [(15, 15)]
    assert counted(brought(records, *file)) == (0, 0, 30)
    assert past_imports.past(records)[0].changed == 30
    undone(records)
    assert records.rows("SELECT count(phone), count(position) FROM contacts") == [(0, 0)]


def test_undoing_leaves_what_was_edited_since_and_names_it(records):
    ada = a_contact(records, name="Ada", email="ada@example.org", organization="Acme")
    file = told(email="ada@example.org", organization="Beta", position="Engineer", connected_on=date(2020, 2, 29))
    brought(records, file, theirs=looked(records, file).conflicts)
    contacts.change(records, ada, position="Director")
    going = past_imports.going(records, past_imports.past(records)[0].id)
    assert (going.restored, going.edited) == (1, (("Ada", "position"),))
    assert undone(records).says == "What the import brought is taken out. What you changed since stays as it is (Ada)."
    stands = contacts.get(records, ada)
    assert (stands.organization, stands.position, stands.connected_on) == ("Acme", "Director", None)


# Who is who


def test_people_are_matched_by_any_of_several_e_mail_addresses(records):
    a_contact(records, name="Ada", email="ada@home.example")
    file = told("Ada", email="ada@work.example", other_emails=("ADA@home.example", "third@example.org"))
    result = looked(records, file)
    assert (counted(result), result.conflicts) == ((0, 0, 1), ())


def test_one_of_several_addresses_matches_a_later_row_of_the_file(records):
    first = told("Ada", email="ada@work.example", other_emails=("ada@home.example",))
    assert counted(brought(records, first, told("Ada L.", email="ada@home.example", phone="1"))) == (1, 0, 1)
    assert contacts.get(records, people.search(records)[0][0].contact_id).phone == "1"


def test_two_who_share_an_e_mail_address_stay_two(records):
    a_contact(records, name="Ada", email="office@example.org", linkedin_url=ADA)
    ben = told("Ben", email="office@example.org", linkedin_url=BEN)
    assert counted(brought(records, ben)) == (1, 0, 0)
    assert counted(brought(records, ben)) == (0, 0, 1)
    assert names(records) == ["Ada", "Ben"]


def test_an_address_of_somebody_else_is_not_given_to_a_second_person(records):
    a_contact(records, name="Ada", linkedin_url=ADA)
    a_contact(records, name="Ben", email="ben@example.org")
    result = brought(records, told("Ada", linkedin_url=ADA, email="ben@example.org"))
    assert counted(result) == (0, 0, 1)
    [problem] = result.problems
    assert (problem.row, problem.field) == (2, "email")
    assert "Ben's in your records" in problem.why
    assert records.rows("SELECT count(*) FROM contacts WHERE email IS NOT NULL") == [(1,)]


# Notes and tags


def test_a_note_of_the_file_becomes_a_private_note_once(records):
    file = told("Ada", email="ada@example.org", notes="Met in Leeds.\nLikes tea.")
    brought(records, file)
    assert counted(brought(records, file)) == (0, 0, 1)
    assert records.rows("SELECT kind, direction, text, happened_at FROM interactions") == [
        ("note", "none", "Met in Leeds.\nLikes tea.", NOW)
    ]


def test_tags_are_added_to_those_there_are_and_go_again_with_the_import(records):
    ada = a_contact(records, name="Ada", email="ada@example.org")
    contacts.change(records, ada, tagged=["Leeds"])
    file = told("Ada", email="ada@example.org", tags=("leeds", "robots", "Robots", " "), notes="x")
    assert counted(brought(records, file)) == (0, 1, 0)
    assert tags.of(records, ada) == ["Leeds", "robots"]
    assert counted(brought(records, file)) == (0, 0, 1)
    going = past_imports.going(records, past_imports.past(records)[0].id)
    assert {table: n for table, n in going.facts.items() if n} == {"contact_tags": 1, "interactions": 1}
    undone(records)
    assert tags.of(records, ada) == ["Leeds"]
    assert records.rows("SELECT count(*) FROM interactions") == [(0,)]


def test_too_many_or_too_long_tags_are_left_out_and_said(records):
    result = brought(records, told("Ada", tags=tuple(f"tag {n}" for n in range(40))), told("Ben", tags=("x" * 600,)))
    assert [(each.row, each.field) for each in result.problems] == [(2, "tags"), (3, "tags")]
    assert records.rows("SELECT count(*) FROM contact_tags") == [(tags.MOST,)]


def test_who_got_an_interaction_since_stays_with_the_tags_of_the_import(records):
    brought(records, told("Ada", tags=("robots",)))
    ada = people.search(records)[0][0].contact_id
    interactions.log(records, contact_id=ada, kind="message", happened_at=LATER, as_of=LATER)
    assert undone(records).says.startswith("What the import brought is taken out. Ada stayed")
    assert tags.of(records, ada) == ["robots"]


# Several files, and when something last came


def test_several_files_are_one_import_that_says_which_row_of_which_file(records):
    vcard = FileRead("vcard", (told("Ada"),), (Problem(3, "email", "wrong"),), 1, (SkippedRow(3, "an empty row"),))
    both = together([("a.vcf", vcard), ("b.csv", replace(a_file(told("Ben")), other_files=("messages.csv",)))])
    result = imports.apply(records, both, as_of=NOW, file_name="a.vcf and 1 more")
    assert (counted(result), result.skipped) == ((2, 0, 0), 1)
    assert [(each.file, each.row) for each in both.problems + both.skipped_rows] == [("a.vcf", 3), ("a.vcf", 3)]
    assert both.other_files == ("b.csv: messages.csv",)
    assert past_imports.past(records)[0].source == "google+vcard"


def test_one_file_is_itself():
    assert together([("a.csv", a_file(told()))]) == a_file(told())


def test_when_each_source_was_last_imported_is_known_while_it_stands(records):
    imports.apply(records, a_file(told("Ada")), as_of=NOW, source="google+vcard")
    imports.apply(records, a_file(told("Ben")), as_of=LATER, source="vcard")
    assert past_imports.last_of_each(records) == {"vcard": LATER, "google": NOW}
    undone(records)
    assert past_imports.last_of_each(records) == {"google": NOW, "vcard": NOW}


def test_an_import_tells_how_far_it_is(records):
    heard = []
    file = a_file(*[told(f"Person {n}") for n in range(3)])
    imports.apply(records, file, as_of=NOW, progress=lambda doing, share: heard.append((doing, share)))
    assert [share for _, share in heard] == sorted(share for _, share in heard)
    assert {doing for doing, _ in heard} == {"Comparing with your records", "Writing", "Remembering what came in"}
