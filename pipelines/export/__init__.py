"""Releases out of the database: whole, or what changed since a cursor, in files that are whole or not there."""
