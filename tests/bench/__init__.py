"""Measurements, written to docs/benchmarks.md."""
