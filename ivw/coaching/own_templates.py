"""One's own templates of messages: kept from what one wrote, changed, renamed, forgotten.

They may write facts down, ask whether there are any, and list the times; nothing else. So nothing in them can run.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ivw.coaching import checks, drafts, message_templates
from ivw.coaching.done import Done, done
from ivw.coaching.errors import InvalidRecord
from ivw.coaching.message_facts import FACTS, LISTS
from ivw.coaching.message_templates import Filled
from ivw.records.database import Records

LONGEST = 8_000  # characters
# What may stand in a template: text, facts, conditions on them, and one loop over the times or the questions.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.For, nodes.Compare, nodes.Operand,
    nodes.Const, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
)  # fmt: skip
_ENVIRONMENT = ImmutableSandboxedEnvironment(
    autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
# The facts that a message says in words of their own, and by which a template names them again.
_SAID = (
    "greeting", "introduced_by", "organization", "position", "name", "first_name", "my_name", "my_first_name",
    "line_of_work", "exploring", "found", "why", "times", "how", "day", "starts", "ends", "place", "phone", "my_phone",
    "when_met", "topics", "learned", "next_step", "promises", "referrals", "last_on", "asked_on", "replied_on",
    "told_about", "told_on", "offer", "question", "zone",
)  # fmt: skip
_SHORTEST = 2  # characters of a name; one letter alone is no name


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template of one's own. `kind` is a key of outreach.KINDS."""

    id: str
    kind: str
    name: str
    subject: str
    body: str
    added_at: datetime


_COLUMNS = "SELECT id::VARCHAR AS id, kind, name, subject, body, added_at FROM message_templates "


def of_kind(records: Records, kind: str) -> list[OwnTemplate]:
    """One's own templates of this kind, by name."""
    return records.read(OwnTemplate, _COLUMNS + "WHERE kind = $of ORDER BY search_key(name), id", of=kind)


def get(records: Records, template_id: str) -> OwnTemplate:
    """One template. Raises InvalidRecord when it is not there (any more)."""
    found = records.read(OwnTemplate, _COLUMNS + "WHERE id = TRY_CAST($id AS UUID)", id=template_id)
    return checks.there(found, "template", "This template is not in the records (any more).", "Choose another one.")


def slot(kind_or_id: str) -> str:
    """Where a template is kept while it is being written: a new one of this kind, or the one with this id."""
    return f"template:{kind_or_id}"


def add(
    records: Records, *, kind: str, name: str, subject: str, body: str, as_of: datetime, token: str | None = None
) -> Done:
    """Keep a template. Raises InvalidRecord (field name, subject or body), naming fact and line, where it cannot be."""
    row = _checked(name, subject, body) | {"kind": kind, "added_at": as_of}
    with records.transaction() as transaction:
        made = transaction.add("message_templates", row, token)
        drafts.used(transaction, slot(kind))
        return done(transaction, f"Kept as a template: {row['name']}.", made)


def change(records: Records, template_id: str, *, name: str, subject: str, body: str) -> Done:
    """Change or rename a template. Raises InvalidRecord as `add` does, and when it is not there (any more)."""
    get(records, template_id)
    row = _checked(name, subject, body)
    with records.transaction() as transaction:
        transaction.change("message_templates", template_id, **row)
        drafts.used(transaction, slot(template_id))
        return done(transaction, f"Template saved: {row['name']}.", template_id)


def forget(records: Records, template_id: str) -> Done:
    """Remove a template; it can be undone. Raises InvalidRecord when it is not there (any more)."""
    template = get(records, template_id)
    with records.transaction() as transaction:
        drafts.used(transaction, slot(template_id))
        transaction.remove("message_templates", [template_id])
        return done(transaction, f"Template forgotten: {template.name}.")


def fill(subject: str, body: str, facts: Mapping[str, object], needed: Mapping[str, str]) -> Filled:
    """A template of one's own with these facts in it; gaps as in message_templates.fill.

    Raises InvalidRecord where it is no template (any more): its field is subject or body.
    """
    noted: list[str] = []
    known = message_templates.with_gaps(facts, needed, noted)
    texts = []
    for field, source in (("subject", subject), ("body", body)):
        _check(field, source)
        texts.append(_ENVIRONMENT.from_string(source).render(known))
    if len(texts[1]) > message_templates.LONGEST:
        raise InvalidRecord("body", f"This template makes {len(texts[1]):,} characters.", "Make it shorter.")
    gaps = tuple(dict.fromkeys(noted))
    return Filled(message_templates.one_line(texts[0]), message_templates.tidy(texts[1]), gaps)


def named(text: str, facts: Mapping[str, object], needed: Mapping[str, str]) -> str:
    """A message as a template: each fact that stands in it as the records say it, by its name again.

    Braces that people typed stay text.
    """
    names: dict[str, str] = {}
    for fact in _SAID:
        said = facts.get(fact)
        if isinstance(said, str) and len(said) >= _SHORTEST:
            names.setdefault(said, f"{{{{ {fact} }}}}")
    for fact, gap in needed.items():
        names.setdefault(f"[{gap}]", f"{{{{ {fact} }}}}")
    for fact in LISTS:
        several = facts.get(fact)
        if isinstance(several, list):
            lines = "\n".join(f"- {each}" for each in several)
            names[lines] = f"{{% for each in {fact} %}}\n- {{{{ each }}}}\n{{% endfor %}}"
    names[f"{facts['minutes']} minutes"] = "{{ minutes }} minutes"
    longest_first = sorted(names, key=len, reverse=True)
    # Not inside of a word: "Ann" is no part of "Annual".
    found = re.compile("|".join(f"(?<!\\w){re.escape(said)}(?!\\w)" for said in longest_first))
    made, end = [], 0
    for match in found.finditer(text):
        made += [_as_text(text[end : match.start()]), names[match.group()]]
        end = match.end()
    return "".join([*made, _as_text(text[end:])])


def _as_text(written: str) -> str:
    return re.sub(r"\{[{%#]", lambda brace: f"{{{{ '{brace.group()}' }}}}", written)


def _checked(name: str, subject: str, body: str) -> dict[str, object]:
    called = checks.line("name", name, required=True)
    text = checks.text("body", body)
    if text is None:
        raise InvalidRecord("body", "The template is empty.", "Write what the message says.")
    if len(text) > LONGEST:
        raise InvalidRecord("body", f"This has {len(text):,} characters.", f"Keep it to {LONGEST:,}.")
    about = checks.line("subject", subject) or ""
    _check("subject", about)
    _check("body", body)  # as it was typed, so that its lines are counted as they stand there
    return {"name": called, "subject": about, "body": text}


def _check(field: str, source: str) -> None:
    """Raise InvalidRecord, naming the fact and the line, for whatever a template may not hold."""
    try:
        tree = _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as broken:
        raise InvalidRecord(
            field, f"Line {broken.lineno} cannot be read: {(broken.message or 'a brace is missing').rstrip('.')}.",
            "A fact is written {{ name }}; {% if name %} ends with {% endif %}.",
        ) from broken  # fmt: skip
    _check_node(field, tree, frozenset(FACTS), looping=False)


def _check_node(field: str, node: nodes.Node, known: frozenset[str], *, looping: bool) -> None:
    if not isinstance(node, _ALLOWED):
        raise _no(field, node, "Something stands here that a template cannot do.")
    if isinstance(node, nodes.Name) and node.name not in known:
        near = difflib.get_close_matches(node.name, known, 1)
        hint = f"Did you mean {{{{ {near[0]} }}}}?" if near else "The list of facts says which there are."
        raise InvalidRecord(field, f"There is no fact {node.name!r} (line {node.lineno}).", hint)
    if isinstance(node, nodes.For):
        if looping or node.test or node.recursive:
            raise _no(field, node, "A list cannot stand in another one.")
        if not isinstance(node.iter, nodes.Name) or node.iter.name not in LISTS:
            raise _no(field, node, f"Only these can be listed: {', '.join(LISTS)}.")
        if not isinstance(node.target, nodes.Name):
            raise _no(field, node, "One name is enough for what is listed.")
        known, looping = known | {node.target.name}, True
    for child in node.iter_child_nodes():
        _check_node(field, child, known, looping=looping)


def _no(field: str, node: nodes.Node, wrong: str) -> InvalidRecord:
    return InvalidRecord(
        field, f"Line {node.lineno}: {wrong}",
        "It may write facts ({{ name }}), ask for them ({% if name %}), and list times or questions.",
    )  # fmt: skip
