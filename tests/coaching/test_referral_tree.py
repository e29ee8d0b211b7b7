"""Who led to whom: what is read of a referral, and how the forest is laid out whatever the referrals say."""

from collections import Counter
from datetime import date

from ivw.coaching import promises, referral_tree, referrers
from ivw.coaching.referral_tree import Referral, laid_out, pages
from tests.builders import a_contact, a_conversation, at, happened, records_in
from tests.needs import needs

hypothesis = needs("hypothesis")
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

NOW = at("2026-11-24 09:00")
ZONE = "Europe/Berlin"


def named(records, by, name="Ben", when="2026-05-04 12:00", **more):
    """Somebody named by somebody, who is a prospect from then on; returns the prospect."""
    promises.refer(records, contact_id=by, name=name, as_of=at(when), **more)
    (referral, *_) = promises.referrals_of(records, by)
    return referral.prospect_id


def only(records, as_of=NOW):
    (referral,) = referral_tree.read(records, as_of, ZONE)
    return referral


def naming(*pairs):
    """Referrals as letters: "ab" is a named b; "a-" is a naming somebody who is nobody's contact."""
    return [
        Referral(str(place), by, by.upper(), False, None if who == "-" else who, who.upper(), "yes",
                 "met", None, None)
        for place, (by, who) in enumerate(pairs)
    ]  # fmt: skip


def drawn(*pairs):
    """The forest as indented names."""
    return ["  " * node.depth + node.name for node in laid_out(naming(*pairs))]


def test_somebody_named_is_open_until_one_writes_then_asked_planned_and_met(records, ada):
    ben = named(records, ada, when="2026-05-04 12:00", may_mention="yes")
    happened(records, ben, "request", "2026-05-06 12:00")
    a_conversation(records, ben, starts="2026-05-20 12:00", scheduled="2026-05-10 12:00")

    standing = [
        only(records, at(when)).standing for when in ("2026-05-05", "2026-05-07", "2026-05-11", "2026-06-01 12:00")
    ]
    with records.transaction() as transaction:
        transaction.fetch("UPDATE meetings SET status = 'held'")

    met = only(records)
    assert standing == ["open", "asked", "planned", "planned"]
    assert (met.standing, met.met_on, met.may_mention) == ("met", date(2026, 5, 20), "yes")
    assert (met.referrer, met.person, met.person_id) == ("Ada", "Ben", ben)


def test_before_it_was_given_there_is_no_referral(records, ada):
    named(records, ada, when="2026-05-04 12:00")

    assert referral_tree.read(records, at("2026-05-04 11:59"), ZONE) == []


def test_a_referral_let_go_says_so_unless_they_met_after_all(records, ada):
    ben = named(records, ada)
    (referral,) = promises.referrals_of(records, ada)
    promises.let_referral_go(records, referral.id, "They moved", as_of=at("2026-05-08"))
    assert only(records).standing == "let_go"

    a_conversation(records, ben, starts="2026-05-20 12:00", held=True)
    assert only(records).standing == "met"


def test_a_talk_before_they_were_named_is_not_where_it_led(records, ada):
    ben = named(records, ada, when="2026-05-04 12:00")
    a_conversation(records, ben, starts="2026-04-01 12:00", held=True)

    assert only(records).standing == "open"


def test_the_one_who_named_them_has_heard_once_the_promise_to_tell_is_kept(records, ada):
    ben = named(records, ada)
    assert only(records).heard is None

    talk = a_conversation(records, ben, starts="2026-05-20 12:00", held=True)
    assert only(records).heard == "not_yet"

    referrers.tell(records, talk, [ada], as_of=at("2026-05-20 18:00"), zone=ZONE)
    assert only(records).heard == "promised"

    (promise,) = promises.of_contact(records, ada)
    promises.keep(records, promise.id, as_of=at("2026-05-21 12:00"))
    assert only(records).heard == "told"
    assert only(records, at("2026-05-21 11:00")).heard == "promised"


def test_having_written_to_them_since_counts_as_in_touch(records, ada):
    ben = named(records, ada)
    happened(records, ada, "check_in", "2026-05-10 12:00")
    a_conversation(records, ben, starts="2026-05-20 12:00", held=True)
    assert only(records).heard == "not_yet"

    happened(records, ada, "note", "2026-05-21 12:00")
    assert only(records).heard == "not_yet"

    happened(records, ada, "check_in", "2026-05-22 12:00")
    assert only(records).heard == "in_touch"


def test_untold_are_those_who_wait_to_hear():
    told = [referral_tree.Node(0, 1, "B", None, 0, each) for each in naming("ab", "ac")]

    assert referral_tree.untold(told) == []
    waiting = [Referral(*[getattr(naming("ab")[0], name) for name in Referral.__slots__[:-1]], heard="not_yet")]
    assert referral_tree.untold([referral_tree.Node(0, 1, "B", None, 0, waiting[0])]) == waiting


def test_everybody_stands_right_below_and_one_step_in_from_who_named_them():
    assert drawn("ab", "bc", "ad", "ce") == ["A", "  B", "    C", "      E", "  D"]


def test_the_largest_tree_comes_first():
    assert drawn("xy", "ab", "ac") == ["A", "  B", "  C", "X", "  Y"]


def test_whoever_is_named_twice_stands_with_the_first_and_says_the_other():
    forest = laid_out(naming("ac", "bc", "ad", "be"))

    assert drawn("ac", "bc", "ad", "be") == ["A", "  C", "  D", "B", "  E"]
    assert {node.name: node.also for node in forest if node.also} == {"C": ("B",)}


def test_a_circle_is_broken_where_it_would_close():
    assert drawn("ab", "bc", "ca") == ["A", "  B", "    C"]
    assert {node.name: node.also for node in laid_out(naming("ab", "bc", "ca"))}["A"] == ("C",)


def test_naming_oneself_leads_nowhere():
    assert drawn("aa") == ["A"]
    assert drawn("aa", "ab") == ["A", "  B"]


def test_people_who_are_no_contacts_stand_there_each_for_themselves():
    forest = laid_out(naming("a-", "a-"))

    assert [(node.name, node.contact_id) for node in forest] == [("A", "a"), ("-", None), ("-", None)]


def test_it_counts_who_came_about_through_somebody_and_who_was_met():
    top, *_ = laid_out(naming("ab", "bc", "cd"))

    assert (top.below, top.met_below) == (3, 3)
    assert referral_tree.finding(laid_out(naming("ab", "bc", "cd"))) == "A led you to 3 people, 3 of them met"
    assert referral_tree.finding(laid_out(naming("ab"))) == "1 person was named to you"


def test_a_chain_of_thousands_is_laid_out():
    chain = [
        Referral(str(n), str(n), str(n), False, str(n + 1), str(n + 1), "yes", "open", None, None) for n in range(5000)
    ]
    for told in (chain, chain[::-1]):
        forest = laid_out(told)
        assert [node.depth for node in forest] == list(range(5001))


def test_pages_keep_a_tree_whole_where_they_can():
    forest = laid_out(naming("ab", "ac", "de", "fg"))

    assert [[node.name for node in page] for page in pages(forest, 4)] == [["A", "B", "C"], ["D", "E", "F", "G"]]
    assert [len(page) for page in pages(forest, 2)] == [2, 1, 2, 2]
    assert pages((), 3) == []


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh-")), max_size=24), st.integers(1, 6))
def test_whatever_the_referrals_everybody_stands_once_below_who_named_them(pairs, size):
    told = naming(*pairs)
    forest = laid_out(told)

    people = {by for by, _ in pairs} | {who for _, who in pairs if who != "-"}
    assert Counter(node.contact_id for node in forest if node.contact_id) == Counter(people)
    assert sum(node.contact_id is None for node in forest) == sum(who == "-" for _, who in pairs)
    assert [node.row for node in forest] == list(range(len(forest)))
    for node in forest:
        if node.parent is None:
            assert (node.depth, node.referral) == (0, None)
        else:
            parent = forest[node.parent]
            assert parent.row < node.row
            assert parent.depth == node.depth - 1
            assert parent.contact_id == node.referral.referrer_id
            # Nobody stands between them who is not below that parent.
            assert all(each.depth > parent.depth for each in forest[parent.row + 1 : node.row])
    assert sum(node.below for node in forest if node.parent is None) == sum(node.parent is not None for node in forest)
    cut = pages(forest, size)
    assert [node for page in cut for node in page] == list(forest)
    assert all(1 <= len(page) <= size for page in cut)


# The chain that one person stands in


def in_words(chain):
    return [link.name for link in chain.above], [link.name for link in chain.below], chain.more


def test_a_chain_leads_from_the_first_who_named_anybody_on_to_whom_one_names(tmp_path):
    with records_in(tmp_path) as records:
        ruth = a_contact(records, name="Ruth", met="2024-06-01 10:00")
        hana = named(records, ruth, "Hana", "2024-06-02")
        yusuf = named(records, hana, "Yusuf", "2024-06-05")
        for n in range(4):
            named(records, yusuf, f"Somebody {n}", f"2024-06-1{n}")
        chain = referral_tree.chain(records, yusuf, at("2024-07-01"))
        assert in_words(chain) == (["Ruth", "Hana"], ["Somebody 0", "Somebody 1", "Somebody 2"], 1)
        assert [link.met for link in chain.above] == [True, False]
        assert chain.is_long
        assert not referral_tree.chain(records, hana, at("2024-06-03")).is_long
        assert in_words(referral_tree.chain(records, ruth, at("2024-06-01"))) == ([], [], 0)


def test_people_who_named_each_other_end_the_chain(tmp_path):
    with records_in(tmp_path) as records:
        ruth = a_contact(records, name="Ruth")
        hana = named(records, ruth, "Hana", "2024-06-02")
        with records.transaction() as transaction:
            row = {"contact_id": hana, "name": "Ruth", "given_at": at("2024-06-03"), "prospect_id": ruth}
            transaction.add("referrals", row | {"may_mention": "yes"})
        assert in_words(referral_tree.chain(records, ruth, at("2024-07-01"))) == (["Hana"], ["Hana"], 0)
