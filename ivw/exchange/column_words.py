"""What the column of a table is likely to hold, guessed from the word at its head."""

from collections.abc import Mapping, Sequence

from ivw.exchange.contact_values import plain

# The fields of a contact that a column may hold, and what they are called on screen.
FIELDS: Mapping[str, str] = {
    "name": "Name",
    "given_name": "First name",
    "family_name": "Last name",
    "organization": "Organization",
    "position": "Position",
    "email": "E-mail",
    "other_emails": "Further e-mail",
    "phone": "Phone",
    "linkedin_url": "LinkedIn address",
    "connected_on": "Connected on",
    "tie": "Tie",
    "relationship": "Relationship, At first contact",
    "cadence_days": "Days between contacts",
    "do_not_contact": "Do not contact",
    "notes": "Notes",
    "tags": "Tags",
}
# Several columns may hold these; any other field has one.
MANY = frozenset({"other_emails", "notes", "tags"})

# English; German; Spanish; French; and what ivw itself writes.
_EXACT: Mapping[str, str] = {
    "name": "Name, Full name, Contact name, Contact, Person, Display name; Vollständiger Name, Kontakt, Anzeigename,"
    " Ansprechpartner, Ansprechpartnerin; Nombre completo, Nombre y apellidos, Contacto; Nom complet, Nom et prénom",
    "given_name": "First name, Given name, Forename, First; Vorname; Nombre, Nombre de pila; Prénom",
    "family_name": "Last name, Family name, Surname, Last; Nachname, Familienname, Zuname; Apellidos, Apellido,"
    " Primer apellido; Nom, Nom de famille",
    "organization": "Organization, Organisation, Company, Employer, Firm, Works at, Institution; Firma, Unternehmen,"
    " Arbeitgeber; Empresa, Compañía, Organización, Institución; Entreprise, Société, Employeur",
    "position": "Position, Title, Job title, Job, Role, Occupation, Function; Stelle, Berufsbezeichnung, Beruf,"
    " Funktion, Rolle; Cargo, Puesto, Ocupación, Profesión; Poste, Fonction, Titre, Intitulé du poste, Métier",
    "email": "Email, Email address, Mail; E-Mail-Adresse, Mailadresse; Correo, Correo electrónico,"
    " Dirección de correo electrónico; Courriel, Adresse e-mail, Adresse électronique, Mél",
    "phone": "Phone, Phone number, Telephone, Mobile, Cell, Tel; Telefon, Telefonnummer, Handy, Mobil, Rufnummer;"
    " Teléfono, Móvil, Celular; Téléphone, Portable, Numéro de téléphone",
    "linkedin_url": "LinkedIn, LinkedIn address, LinkedIn URL, LinkedIn profile, Profile URL, URL;"
    " Profil-URL; Perfil de LinkedIn,"
    " URL del perfil; Profil LinkedIn, URL du profil",
    "connected_on": "Connected on, Connection date, Connected; Verbunden am, Vernetzt am, Kontakt seit; Conectado el,"
    " Fecha de conexión, Contacto desde; Connecté le, Date de connexion, En relation depuis le",
    "tie": "Tie, Closeness",
    "relationship": "Relationship, At first contact",
    "cadence_days": "Cadence days, Cadence, Days between contacts, Days between talks",
    "do_not_contact": "Do not contact; Nicht kontaktieren; No contactar; Ne pas contacter",
    "notes": "Notes, Note, Comment, Comments, Remarks; Notiz, Notizen, Bemerkung, Bemerkungen, Kommentar; Notas, Nota,"
    " Comentario, Comentarios, Observaciones; Remarque, Remarques, Commentaire, Commentaires",
    "tags": "Tags, Tag, Labels, Categories, Category, Groups, Group; Schlagwörter, Kategorie, Kategorien, Gruppe;"
    " Etiquetas, Etiqueta, Categoría, Categorías, Grupo; Étiquettes, Catégorie, Catégories, Groupe",
}
# Where no whole head is known: a part of it, the more telling ones first.
_PARTS: Sequence[tuple[str, str]] = (
    ("linkedin", "linkedin_url"), ("email", "email"), ("courriel", "email"), ("correo", "email"), ("mail", "email"),
    ("telefon", "phone"), ("telephone", "phone"), ("phone", "phone"), ("mobil", "phone"), ("movil", "phone"),
    ("firstname", "given_name"), ("givenname", "given_name"), ("vorname", "given_name"), ("prenom", "given_name"),
    ("lastname", "family_name"), ("surname", "family_name"), ("familyname", "family_name"), ("nachname", "family_name"),
    ("apellido", "family_name"), ("fullname", "name"), ("company", "organization"), ("organi", "organization"),
    ("employer", "organization"), ("firma", "organization"), ("unternehmen", "organization"),
    ("empresa", "organization"), ("entreprise", "organization"), ("societe", "organization"),
    ("jobtitle", "position"), ("position", "position"),
)  # fmt: skip


def _listed(words: str) -> list[str]:
    return [plain(word) for language in words.split(";") for word in language.split(",")]


_FIELD_OF: Mapping[str, str] = {word: field for field, words in _EXACT.items() for word in _listed(words)}


def guess(header: Sequence[str]) -> dict[int, str]:
    """Which field each column probably holds; a column whose head says nothing known is left out.

    In: the heads, in English, German, Spanish or French. Out: column (from 0) -> a key of FIELDS. No field but those
    in MANY is given twice; a second e-mail column holds further addresses.
    """
    heads = [plain(head[:200]) for head in header]
    guessed: dict[int, str] = {}
    for exactly in (True, False):
        for index, head in enumerate(heads):
            if index in guessed or not head:
                continue
            field = _FIELD_OF.get(head) if exactly else next((f for part, f in _PARTS if part in head), None)
            if field == "email" and "email" in guessed.values():
                field = "other_emails"
            if field is not None and (field in MANY or field not in guessed.values()):
                guessed[index] = field
    return _names_settled(guessed, heads)


def _names_settled(guessed: dict[int, str], heads: Sequence[str]) -> dict[int, str]:
    """Name, Nom and Nombre mean the whole name by themselves, and a part of it beside the other part."""
    at = {field: index for index, field in guessed.items()}
    if "given_name" in at and "family_name" not in at:
        if "name" in at and heads[at["name"]] == "name":
            guessed[at["name"]] = "family_name"  # "Vorname; Name"
        elif "name" not in at and heads[at["given_name"]] == "nombre":
            guessed[at["given_name"]] = "name"
    elif "family_name" in at and not at.keys() & {"given_name", "name"} and heads[at["family_name"]] == "nom":
        guessed[at["family_name"]] = "name"
    return guessed
