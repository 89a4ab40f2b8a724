"""The part that meets the outside world: sites, archive, schedule and the command line."""
