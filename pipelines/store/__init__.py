"""The database: models, migrations, and everything that reads or writes them."""
