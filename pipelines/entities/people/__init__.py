"""People of an article: officials, detainees and suspects, minors; with role, rank, degrees and unit."""

from pipelines.entities.people.find import find_people, officials, private_names

__all__ = ["find_people", "officials", "private_names"]
