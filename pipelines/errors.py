"""The root of all errors that a person can mend: the command line prints their message and ends with their code."""


class LapaswireError(Exception):
    """Its message names the file, key, line or address, and says what to do."""

    exit_code = 2
