"""Units of both sides: found in the text, resolved with the gazetteer."""

from pipelines.entities.units.link import link_units

__all__ = ["link_units"]
