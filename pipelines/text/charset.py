"""Bytes become characters: the declared charset is believed only as far as the bytes bear it out."""

import codecs
import re

import ftfy

_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MOJIBAKE = re.compile("â€|Ã[\x80-\xbf¡-¿]|Â[\xa0-\xbf]|ï»¿")


def characters(body: bytes, headers: tuple[tuple[str, str], ...] = ()) -> tuple[str, tuple[str, ...]]:
    """The text of a body and what had to be mended on the way.

    The order is: byte order mark, then UTF-8 whenever the bytes are valid UTF-8 (a lying label changes nothing),
    then the declared charset, then Windows-1252, which web browsers read for ISO-8859-1 as well.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _mended(body[len(mark) :].decode(name, "replace"), ())
    declared = _declared(body, headers)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _mended(*_not_utf8(body, declared))
    if declared and codecs.lookup(declared).name not in ("utf-8", "ascii") and not body.isascii():
        return _mended(text, (f"charset: declared {declared}, read as utf-8",))
    return _mended(text, ())


def _declared(body: bytes, headers: tuple[tuple[str, str], ...]) -> str | None:
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    head = body[:4096]
    found = [match.group(1) for match in (_HEADER.search(content_type),) if match]
    found += [match.group(1).decode("ascii") for match in (_META.search(head), _XML.search(head)) if match]
    return next((name for name in found if _known(name)), None)


def _known(name: str) -> bool:
    try:
        return bool(codecs.lookup(name)._is_text_encoding)
    except LookupError:
        return False


def _not_utf8(body: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    name = codecs.lookup(declared).name if declared else "cp1252"
    if name == "utf-8":
        # A page cut off or joined from parts: if only a few bytes are broken it is still UTF-8.
        text = body.decode("utf-8", "replace")
        if text.count("\ufffd") * 200 < sum(byte > 127 for byte in body) + 200 and _multibyte(body):
            return text, ("charset: some bytes are not utf-8",)
        name = "cp1252"
    if name in ("iso8859-1", "ascii"):
        name = "cp1252"
    issues = () if declared and name == codecs.lookup(declared).name else (f"charset: read as {name}",)
    if name == "cp1252":
        return body.decode("cp1252", "_c1_controls"), issues
    return body.decode(name, "replace"), issues


def _multibyte(body: bytes) -> bool:
    """Whether the body holds at least one whole UTF-8 sequence."""
    return re.search(rb"[\xc3-\xf4][\x80-\xbf]", body) is not None


def _mended(text: str, issues: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Repairs UTF-8 that was read as Windows-1252 and saved again, when the tell-tale signs are there."""
    if not _MOJIBAKE.search(text):
        return text, issues
    repaired = "\n".join(_repair(line) for line in text.split("\n"))
    return (repaired, (*issues, "charset: mojibake repaired")) if repaired != text else (text, issues)


def _repair(line: str) -> str:
    return ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line


def _control(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that Windows-1252 leaves open, as browsers read them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("_c1_controls", _control)
