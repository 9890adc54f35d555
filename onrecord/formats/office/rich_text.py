"""The state machine of Rich Text Format: groups, control words, bytes in the code page of their font.

One pass over the bytes, one token after the other; the state of a group is what its closing brace takes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from onrecord.errors import DamagedFileError
from onrecord.formats.extract import Extract, visible
from onrecord.formats.office.paragraphs import Draft, Paragraph
from onrecord.formats.office.rich_text_words import CHARSETS, DROPPING, HEADS, KEPT_STARRED, SETTINGS, SIGNS, codec_of

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<brace>[{}])|(?P<plain>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_DEEPEST = 2_000
_AFTER = "text after the end of the document"
_SURROGATES, _LOW_SURROGATES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


class _State:
    """What a group may change, and its end takes back."""

    __slots__ = ("aside", "field", "font", "is_bold", "is_deleted", "is_hidden", "n_fallback", "reason", "where")

    def __init__(self) -> None:
        self.reason = ""
        """Why the text is left out; empty where it is kept."""
        self.aside: list[Paragraph] | None = None
        """Notes, heads or feet; None in the running text."""
        self.where = ""
        self.field = b""
        self.font = -1
        self.is_bold = self.is_hidden = self.is_deleted = False
        self.n_fallback = 1

    def copy(self) -> _State:
        """One for a group within, made a million times in a long document."""
        other = _State.__new__(_State)
        other.reason, other.aside, other.where, other.field = self.reason, self.aside, self.where, self.field
        other.font, other.n_fallback = self.font, self.n_fallback
        other.is_bold, other.is_hidden, other.is_deleted = self.is_bold, self.is_hidden, self.is_deleted
        return other


class RichText:
    """The document in ``data``: ``paragraphs``, what stands ``beside`` (heads and feet) and ``notes``.

    ``n_characters`` counts the visible characters as they are decoded, before anything is known of their place.
    """

    def __init__(self, data: bytes, extract: Extract) -> None:
        self.paragraphs: list[Paragraph] = []
        self.beside: list[Paragraph] = []
        self.notes: list[Paragraph] = []
        self.metadata: dict[str, str] = {}
        self.n_characters = 0
        self.is_whole = False
        self._extract = extract
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font_named = -1
        self._default_font = -1
        self._state = _State()
        self._stack: list[_State] = []
        self._drafts = [Draft()]
        self._bytes = bytearray()
        self._bytes_codec = ""
        self._high = 0
        self._skip = 0
        self._is_starred = False
        self._style = ""
        self._in_table = False
        self._table, self._row, self._column = 0, 1, 1
        self._was_table = False
        self._date = [0, 0, 0]
        self._words: Mapping[bytes, Callable[[int | None], None]] = self._handlers()
        self._run(data)
        self._flush()
        self._end_paragraph()

    @property
    def encoding(self) -> str:
        """The document's own code page, as people call it."""
        return f"Windows-{self._codec[2:]}" if self._codec.startswith("cp125") else self._codec.upper()

    def _run(self, data: bytes) -> None:
        at, end = max(data.find(b"{"), 0), len(data)
        match = _TOKEN.match
        while at < end:
            found = match(data, at)
            if found is None:
                break
            at = found.end()
            kind = found.lastgroup
            if kind == "plain":
                self._plain(found[0])
            elif kind in {"word", "number"}:
                at = self._word(found["word"], found["number"], at)
            elif kind == "hex":
                self._plain(bytes((int(found["hex"], 16),)))
            elif kind == "brace":
                self._brace(found[0])
            elif kind == "sign":
                self._sign(found["sign"])

    def _brace(self, brace: bytes) -> None:
        if self._bytes or self._high:
            self._flush()
        self._skip = 0
        self._is_starred = False
        if brace == b"{":
            if len(self._stack) >= _DEEPEST:
                raise DamagedFileError("This RTF document is damaged: its groups are nested too deep to be read.")
            self._stack.append(self._state)
            self._state = self._state.copy()
        elif self._stack:
            before = self._state
            self._state = self._stack.pop()
            if before.aside is not None and self._state.aside is None:
                self._end_paragraph(before)
                self._drafts.pop()
            if not self._stack:
                self.is_whole = True
                self._end_paragraph()
                self._state.reason = _AFTER

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._is_starred = True
        elif sign in b"\\{}":
            self._plain(sign)
        elif sign in b"\r\n":
            self._flush()
            self._end_paragraph()
        elif sign in SIGNS:
            self._put_sign(SIGNS[sign])

    def _word(self, word: bytes, number: bytes | None, at: int) -> int:
        """Obeys a control word; returns where reading goes on."""
        value = int(number) if number else None
        if word == b"bin":
            self._skip = max(self._skip - 1, 0)
            return at + max(value or 0, 0)
        if word == b"u":
            self._unicode(value or 0)
            return at
        if self._skip:
            self._skip -= 1
            return at
        is_starred, self._is_starred = self._is_starred, False
        if word in DROPPING:
            self._flush()
            self._state.reason = self._state.reason or DROPPING[word]
        elif word in HEADS:
            self._open_aside(self.beside, "page header" if word.startswith(b"h") else "page footer")
        elif sign := SIGNS.get(word):
            self._put_sign(sign)
        elif handler := self._words.get(word):
            self._flush()
            handler(value)
        elif is_starred and word not in KEPT_STARRED:
            self._flush()
            self._state.reason = self._state.reason or SETTINGS
        return at

    def _handlers(self) -> Mapping[bytes, Callable[[int | None], None]]:
        def look(name: str) -> Callable[[int | None], None]:
            return lambda value: setattr(self._state, name, value != 0)

        def named(field: bytes) -> Callable[[int | None], None]:
            return lambda _: setattr(self._state, "field", b"" if field.decode() in self.metadata else field)

        def dated(place: int) -> Callable[[int | None], None]:
            return lambda value: self._date_part(place, value or 0)

        return {
            b"par": lambda _: self._end_paragraph(), b"sect": lambda _: self._end_paragraph(),
            b"page": lambda _: self._end_paragraph(), b"column": lambda _: self._end_paragraph(),
            b"cell": lambda _: self._end_cell(), b"nestcell": lambda _: self._end_cell(),
            b"row": lambda _: self._end_row(), b"nestrow": lambda _: self._end_row(),
            b"intbl": lambda _: setattr(self, "_in_table", True),
            b"pard": lambda _: self._reset_paragraph(), b"plain": lambda _: self._reset_look(),
            b"s": lambda value: setattr(self, "_style", f"s{value or 0}"),
            b"b": look("is_bold"), b"v": look("is_hidden"), b"deleted": look("is_deleted"),
            b"uc": lambda value: setattr(self._state, "n_fallback", min(max(1 if value is None else value, 0), 64)),
            b"f": self._font, b"fcharset": self._charset, b"cpg": self._font_page, b"deff": self._default,
            b"ansicpg": lambda value: self._page(value or 0), b"mac": lambda _: self._page(10000),
            b"pc": lambda _: self._page(437), b"pca": lambda _: self._page(850),
            b"footnote": lambda _: self._open_aside(self.notes, "note"), b"ud": lambda _: self._keep(),
            b"shptxt": lambda _: self._keep(), b"title": named(b"title"), b"author": named(b"source"),
            b"creatim": named(b"date"), b"yr": dated(0), b"mo": dated(1), b"dy": dated(2),
        }  # fmt: skip

    def _plain(self, piece: bytes) -> None:
        if self._skip:
            skipped = min(self._skip, len(piece))
            self._skip -= skipped
            piece = piece[skipped:]
        if piece:
            codec = self._fonts.get(self._state.font if self._state.font >= 0 else self._default_font, self._codec)
            if codec != self._bytes_codec:
                self._flush()
                self._bytes_codec = codec
            self._bytes += piece

    def _unicode(self, value: int) -> None:
        self._flush_bytes()
        point = value + 65_536 if value < 0 else value
        self._skip = self._state.n_fallback
        if point in _SURROGATES:
            self._flush()
            self._high = point
        elif point in _LOW_SURROGATES and self._high:
            high, self._high = self._high, 0
            self._say(chr(0x10000 + ((high - 0xD800) << 10) + (point - 0xDC00)))
        else:
            self._flush()
            self._say(chr(point) if 0 < point < 0x110000 and point not in _LOW_SURROGATES else "\ufffd")

    def _flush(self) -> None:
        self._flush_bytes()
        if self._high:
            self._high = 0
            self._say("\ufffd")

    def _flush_bytes(self) -> None:
        if self._bytes:
            text = self._bytes.decode(self._bytes_codec, "replace").replace("\0", "")
            self._bytes.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        self.n_characters += visible(text)
        state = self._state
        if state.reason and state.field and state.field != b"date":
            key = state.field.decode()
            self.metadata[key] = self.metadata.get(key, "") + text
        reason = state.reason or ("deleted text" if state.is_deleted else "hidden text" if state.is_hidden else "")
        if reason:
            self._extract.drop(reason, text)
        else:
            self._drafts[-1].say(text, is_bold=state.is_bold)

    def _put_sign(self, sign: str) -> None:
        self._flush()
        if self._skip:
            self._skip -= 1
        elif not (self._state.reason or self._state.is_hidden or self._state.is_deleted):
            self._drafts[-1].say(sign, is_bold=self._state.is_bold, is_ours=True)

    def _end_paragraph(self, state: _State | None = None) -> None:
        state = state or self._state
        if state.reason:
            return
        draft, self._drafts[-1] = self._drafts[-1], Draft()
        if state.aside is not None:
            state.aside.append(draft.finished(state.where))
            return
        if self._in_table:
            self._in_cell(draft)
            return
        self._was_table = False
        self.paragraphs.append(draft.finished(f"paragraph {len(self.paragraphs) + 1:,}", self._style))

    def _in_cell(self, draft: Draft) -> None:
        if not self._was_table:
            self._was_table = True
            self._table, self._row, self._column = self._table + 1, 1, 1
        cell = (self._table, self._row, self._column)
        self.paragraphs.append(draft.finished(f"table {cell[0]}, row {cell[1]}", self._style, None, cell))

    def _end_cell(self) -> None:
        if not self._state.reason and self._state.aside is None:
            draft, self._drafts[-1] = self._drafts[-1], Draft()
            self._in_cell(draft)
            self._column += 1
        else:
            self._end_paragraph()

    def _end_row(self) -> None:
        if not self._state.reason and self._state.aside is None:
            self._row, self._column = self._row + 1, 1

    def _reset_paragraph(self) -> None:
        self._style, self._in_table = "", False

    def _reset_look(self) -> None:
        state = self._state
        state.is_bold = state.is_hidden = state.is_deleted = False
        state.font = -1

    def _open_aside(self, into: list[Paragraph], where: str) -> None:
        self._flush()
        if not self._state.reason and self._state.aside is None:
            self._state.aside, self._state.where = into, where
            self._drafts.append(Draft())

    def _keep(self) -> None:
        """Text within a group that is left out otherwise."""
        if self._stack:
            self._state.reason = ""

    def _font(self, value: int | None) -> None:
        self._state.font = self._font_named = value or 0

    def _default(self, value: int | None) -> None:
        self._default_font = value or 0

    def _charset(self, value: int | None) -> None:
        if value is not None and value in CHARSETS:
            self._fonts[self._font_named] = CHARSETS[value]

    def _font_page(self, value: int | None) -> None:
        self._fonts[self._font_named] = codec_of(value or 0) or self._codec

    def _page(self, number: int) -> None:
        self._codec = codec_of(number) or self._codec

    def _date_part(self, place: int, value: int) -> None:
        if self._state.field == b"date" and self._state.reason:
            self._date[place] = value
            year, month, day = self._date
            if place == len(self._date) - 1 and year:
                self.metadata["date"] = f"{year:04}-{month:02}-{day:02}"
