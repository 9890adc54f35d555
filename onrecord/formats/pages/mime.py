"""Pages saved as one file with their pictures (MHTML): the page in it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from typing import NamedTuple

from onrecord.formats.source import Source

_HEADERS = re.compile(r"(?:[\w-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE)


class SavedPage(NamedTuple):
    """The page's own part."""

    data: bytes
    charset: str
    """As its header declares it; empty where it does not."""


def is_saved_page(source: Source) -> bool:
    """Whether headers open the file that say it holds a page and what belongs to it."""
    return bool(_HEADERS.match(source.opening[:4000].replace("\r\n", "\n")))


def saved_page(data: bytes) -> SavedPage:
    """The first HTML part; empty where there is none."""
    try:
        for part in message_from_bytes(data).walk():
            if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
                payload = part.get_payload(decode=True)
                return SavedPage(payload if isinstance(payload, bytes) else b"", part.get_content_charset() or "")
    except (MessageError, ValueError, LookupError, AttributeError, TypeError):
        pass
    return SavedPage(b"", "")
