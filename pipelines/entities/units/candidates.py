"""Which units of the gazetteer a mention may mean, by its own words alone."""

from collections.abc import Callable, Iterable

from pipelines.entities.units.gazetteer import Unit, gazetteer
from pipelines.entities.units.mention import Mention, sorts_of
from pipelines.entities.units.names import key

_METRO = "metro"


def candidates(mention: Mention) -> tuple[Unit, ...]:
    """The units that fit best: one where the words are enough, several where context must decide, none if unknown."""
    if mention.kind in ("Polri", "BNN") and mention.place is None and mention.meaning is None:
        return gazetteer().named[mention.kind][""]
    name = key(mention.place or (_METRO if mention.kind == "Polres Metro" else ""))
    for sort in sorts_of(mention.kind, mention.meaning):
        same = gazetteer().named[sort].get(name, ()) if name else ()
        if same:
            return _narrowed(mention, name, same)
    return ()


def _narrowed(mention: Mention, name: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    if mention.kind in ("Lapas", "Rutan"):
        return _prisons(mention, name, units)
    if mention.kind in ("LPKA", "Bapas"):
        return _own_name(name, units)
    if mention.kind.startswith("Polres"):
        return _by_level(mention, name, units)
    return _of_meaning(mention, _own_name(name, units))


def _prisons(mention: Mention, name: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Told apart by subtype and class; a name without subtype means the general prison, where there is one."""
    same_class = _kept(units, lambda unit: unit.unit_class == mention.unit_class) if mention.unit_class else units
    told = [unit for unit in units if unit.subtype == mention.subtype]
    if mention.subtype and mention.subtype != "Khusus":
        return _own_name(name, _preferred(told, same_class))
    if mention.subtype == "Khusus" and told:
        return _own_name(name, tuple(told))
    general = tuple(unit for unit in same_class if unit.subtype in (None, "Khusus"))
    return (
        (*_own_name(name, general), *_elsewhere(name, general, same_class)) if general else _own_name(name, same_class)
    )


def _elsewhere(name: str, general: tuple[Unit, ...], units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Prisons of a subtype whose place has the same name in another province, and general ones that are called so
    there, so that context must decide."""
    provinces = {unit.province for unit in _own_name(name, general)}
    others = (unit for unit in units if unit.province not in provinces)
    return tuple(unit for unit in others if unit.subtype is None or key(unit.place or "") == name)


def _by_level(mention: Mention, name: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """A plain "Polres" may stand for any level; the others are meant as written, where the list agrees, and a Polresta
    that it lacks is a city's."""

    def of_level(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        return _kept(units, lambda unit: unit.kind == mention.kind)

    units = _of_meaning(mention, units)
    if mention.kind == "Polres":
        return of_level(_own_name(name, units))
    if mention.kind == "Polresta" and all(unit.kind != "Polresta" for unit in units):
        units = _kept(units, lambda unit: bool(_is_city(unit)))
    return _own_name(name, of_level(units))


def _of_meaning(mention: Mention, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Cities or regencies only, where the text says "Kota" or "Kabupaten"."""
    if mention.meaning not in ("city", "regency"):
        return units
    return _kept(units, lambda unit: _is_city(unit) == (mention.meaning == "city"))


def _is_city(unit: Unit) -> bool | None:
    """Whether the unit lies in a city; None where no regency is known."""
    place = gazetteer().regencies.get(unit.regency)
    return place.is_city if place else None


def _own_name(name: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Those whose own place it is, before those that are only called so as well."""
    return _kept(units, lambda unit: key(unit.place or "") == name)


def _kept(units: Iterable[Unit], test: Callable[[Unit], bool]) -> tuple[Unit, ...]:
    """The units that pass the test, or all where none does."""
    units = tuple(units)
    return tuple(unit for unit in units if test(unit)) or units


def _preferred(units: Iterable[Unit], wanted: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units that are also among the wanted ones, or all where none is."""
    chosen = set(wanted)
    return _kept(units, lambda unit: unit in chosen)
