"""A small world of invented news sites on loopback, for `lapaswire demo` and the tests."""
