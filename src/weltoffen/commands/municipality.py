"""`weltoffen municipality`: add a municipality to the installation, list those that are there."""

from gettext import gettext as _

from weltoffen.commands.forms import sound
from weltoffen.commands.installation import require_prepared
from weltoffen.commands.refusing import refusals_of_rooms_told, require_known
from weltoffen.municipalities.actions import add_municipality
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.forms import NewMunicipalityForm
from weltoffen.municipalities.queries import all_municipalities, people_counted


def add(name: str, kind: str, slug: str, key: str) -> str:
    """Add a municipality; nobody has access yet."""
    require_prepared()
    require_known("--kind", kind, {one.value: one for one in Kind})
    typed = sound(NewMunicipalityForm({"name": name, "kind": kind, "slug": slug, "official_key": key}))
    with refusals_of_rooms_told():
        added = add_municipality(
            name=typed["name"], kind=Kind(kind), slug=typed["slug"], official_key=typed["official_key"], by=None
        )
    hint = _("Give people access with: {command}").format(
        command=f"weltoffen person add --municipality {added.slug} --role coordinator --email … --name …"
    )
    return "\n".join([_("{name} was added.").format(name=added.name), hint])


def listed() -> str:
    """A line for each municipality: its name in addresses, its name, what it is, how many people have access."""
    require_prepared()
    people = people_counted()
    lines = [
        (one.slug, one.name, str(one.get_kind_display()), one.official_key or "–", str(people.get(one.pk, 0)))
        for one in all_municipalities()
    ]
    if not lines:
        return _("There is no municipality yet. Add one with: {command}").format(command="weltoffen municipality add")
    table = [(_("In addresses"), _("Name"), _("Kind"), _("Key"), _("People")), *lines]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table
    )
