"""Discovery: what a site tells of its articles, bytes in, links and the next addresses to ask out; no network here."""
