"""Migrations of the schema; they travel with the package."""
