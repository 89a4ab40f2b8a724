"""Which hosts are one site: those under one registrable name (`news.contoh.co.id` and `contoh.co.id`)."""

from functools import cache
from ipaddress import ip_address

from tldextract import TLDExtract

from pipelines.tables import toml_table

# The bundled list of public suffixes: no look-up over the network.
_extract = TLDExtract(
    suffix_list_urls=(),
    cache_dir=None,
    include_psl_private_domains=True,
    extra_suffixes=toml_table("traps.toml")["blog_hosts"],
)


@cache
def site_of(host: str) -> str:
    """The registrable name of a host; addresses and single labels are sites of their own."""
    host = host.lower().rstrip(".").strip("[]")
    try:
        ip_address(host)
    except ValueError:
        return _extract(host).top_domain_under_public_suffix or ".".join(host.split(".")[-2:])
    return host


def same_site(one: str, other: str) -> bool:
    """Whether two hosts belong to one site."""
    return site_of(one) == site_of(other)
