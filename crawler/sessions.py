"""Session ids in addresses: the same page has a new address for every visitor."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipelines.tables import toml_table


def without_session(url: str) -> str:
    """The address without session ids, in the query or after a semicolon."""
    if "?" not in url and ";" not in url:
        return url
    names = set(toml_table("traps.toml")["session_parameters"])
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name.lower() not in names]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    path = re.sub(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", "", parts.path, flags=re.IGNORECASE)
    return urlunsplit((parts.scheme, parts.netloc, path, query, parts.fragment))
