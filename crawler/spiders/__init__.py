"""The one spider: everything that differs between sites stands in their source files."""
