"""A certificate that proves nothing opens nothing."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.fetch.crawling import crawl
from tests.fetch.servers import running


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "koran.test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("koran.test")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "koran.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_a_self_signed_site_is_not_read(tmp_path: Path) -> None:
    with running({"*": "<p>x</p>"}, "127.0.6.1", self_signed(tmp_path)) as site:
        outcome = crawl(
            tmp_path,
            [f"https://koran.test:{site.port}/a"],
            resolve={"koran.test": site.address},
            scrapy={"RETRY_TIMES": 0},
        )
    assert site.seen == []
    assert outcome.refused() == {"certificate": 1}
