"""The control words of Rich Text Format that say what a group is, the signs they stand for, and code pages."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

SETTINGS = "settings"
DROPPING: Mapping[bytes, str] = {
    b"fonttbl": SETTINGS, b"colortbl": SETTINGS, b"stylesheet": SETTINGS, b"filetbl": SETTINGS,
    b"listtable": SETTINGS, b"listoverridetable": SETTINGS, b"revtbl": SETTINGS, b"rsidtbl": SETTINGS,
    b"generator": SETTINGS, b"xmlnstbl": SETTINGS, b"themedata": SETTINGS, b"colorschememapping": SETTINGS,
    b"latentstyles": SETTINGS, b"datastore": SETTINGS, b"pgdsctbl": SETTINGS, b"sp": SETTINGS, b"sn": SETTINGS,
    b"info": "properties of the document", b"userprops": "properties of the document",
    b"pict": "pictures", b"objdata": "pictures", b"objclass": "pictures", b"bliptag": "pictures",
    b"fldinst": "field codes", b"xe": "field codes", b"tc": "field codes", b"datafield": "field codes",
    b"bkmkstart": "names of bookmarks", b"bkmkend": "names of bookmarks",
    b"annotation": "comments", b"atnid": "comments", b"atnauthor": "comments", b"atntime": "comments",
    b"atndate": "comments", b"atnref": "comments", b"atrfstart": "comments", b"atrfend": "comments",
    b"listtext": "numbers of lists", b"pntext": "numbers of lists", b"pntxta": "numbers of lists",
    b"pntxtb": "numbers of lists",
    b"shprslt": "second copies for older programs", b"nonshppict": "second copies for older programs",
    b"upr": "second copies for older programs",
}  # fmt: skip
"""Groups whose text is left out, and what it is."""
HEADS = frozenset({
    b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf",
})  # fmt: skip
KEPT_STARRED = frozenset({b"shpinst", b"ud", b"shppict", b"fldrslt", b"footnote", b"ftnsep"})
SIGNS: Mapping[bytes, str] = {
    b"line": "\n", b"lbr": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘",
    b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"emspace": "\u2003", b"enspace": "\u2002",
    b"qmspace": "\u2005", b"zwj": "\u200d", b"zwnj": "\u200c", b"~": "\xa0", b"_": "\u2011", b"-": "\xad",
}  # fmt: skip
CHARSETS: Mapping[int, str] = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
_NAMED_CODECS: Mapping[int, str] = {
    10000: "mac_roman",
    10007: "mac_cyrillic",
    936: "gbk",
    65001: "utf-8",
    1361: "johab",
}


def codec_of(number: int) -> str:
    """Python's name of a code page; empty for one it does not know."""
    name = _NAMED_CODECS.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
