"""One tree of exceptions, drawn here; every message is a sentence for the person who gave us the file.

    OnRecordError
    ├── ReadError               the bytes cannot become a transcript
    │   ├── EmptyFileError      nothing in it
    │   ├── NotTextError        picture, sound, film, program: not a transcript
    │   ├── UnsupportedFormatError   a format we know by name and cannot read
    │   ├── TooLargeError       past a declared limit
    │   ├── DamagedFileError    the format is plain and the file breaks off or contradicts itself
    │   ├── ProtectedFileError  it opens only with a password
    │   ├── ColumnsError        a table or list of which nobody knows yet which column holds what
    │   ├── SeveralError        an archive of several transcripts: one has to be chosen
    │   ├── PatternError        a label pattern that is none, or that nothing in the text looks like
    │   └── WorkerLimitError    reading took more memory or time than one file may, or died of it
    ├── CorrectionError         a correction that fits nothing in the transcript, or a file of them that is none
    ├── LexiconError            a file of topics, or an entry in one, that cannot be read
    ├── ExportError             a transcript that a format cannot hold
    ├── QuotationError          a quotation without a word, or too long to be checked
    ├── StoreError              what is kept between visits cannot be read or written
    └── UnknownNameError        a statistic, format or panel asked for by a name that does not exist

Facts are attributes as well as words, and the errors survive pickling, so that a worker process can send them back.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """What the user can mend. ``str(error)`` is one sentence: what was found, what was expected, what to do."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.facts))


def _rebuild(kind: type[OnRecordError], message: str, facts: dict[str, object]) -> OnRecordError:
    return kind(message, **facts)


class ReadError(OnRecordError):
    """The bytes cannot become a transcript."""


class EmptyFileError(ReadError):
    """The file holds nothing but white space."""


class NotTextError(ReadError):
    """The file is a picture, a sound, a film or another binary. ``facts["found"]`` names it."""


class UnsupportedFormatError(ReadError):
    """The format is known by name but cannot be read. ``facts["format"]`` names it."""


class TooLargeError(ReadError):
    """The file is past a declared limit. ``facts["limit_bytes"]`` and ``facts["size_bytes"]``."""


class DamagedFileError(ReadError):
    """The format is plain and the file breaks off, contradicts itself or defines what is unsafe."""


class ProtectedFileError(ReadError):
    """The file opens only with a password."""


class ColumnsError(ReadError):
    """A table or list whose columns nobody knows yet; a person can say.

    ``facts``: ``columns`` (list of names), ``rows`` (the first rows, a list of strings each, as many as columns) and
    ``guess`` (``formats.options.Columns`` or None).
    """


class SeveralError(ReadError):
    """An archive of several transcripts. ``facts["members"]`` lists their names."""


class PatternError(ReadError):
    """A label pattern that is none, or that nothing in the text looks like."""


class WorkerLimitError(ReadError):
    """Reading was stopped. ``facts["limit"]``: "memory", "cpu", "wall", or "death" when the process ended by itself."""


class CorrectionError(OnRecordError):
    """A correction fits nothing in its transcript, or what should hold corrections does not."""


class LexiconError(OnRecordError):
    """A file of topics cannot be read as one, or an entry is no word or phrase."""


class ExportError(OnRecordError):
    """The transcript lacks what the format needs."""


class QuotationError(OnRecordError):
    """A quotation that cannot be checked: it holds no word, or too many."""


class StoreError(OnRecordError):
    """What is kept between visits cannot be read or written; the page works on without it. ``facts["path"]``."""


class UnknownNameError(OnRecordError):
    """A name that no registry knows; the message lists the names that exist."""

    @classmethod
    def of(cls, what: str, name: str, known: list[str]) -> UnknownNameError:
        """The error for a ``what`` (such as "statistic") asked for as ``name``."""
        return cls(f"There is no {what} named {name!r}; there are: {', '.join(known)}.", name=name, known=known)
