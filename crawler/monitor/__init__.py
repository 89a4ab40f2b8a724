"""What an operator must hear: run records, the health of each source, coverage, alerts, metrics."""
