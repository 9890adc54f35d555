"""How reading a damaged file must end: shared by the families' tests."""

import onrecord
from onrecord.errors import ReadError


def is_even(transcript):
    """Whether kept and dropped are together what the file holds; true where the text is the file."""
    account = transcript.extraction
    return account is None or account.n_kept + sum(d.n_characters for d in account.dropped) == account.n_characters


def ends_well(data, name="x"):
    """Whether ``data`` ends in a transcript that tiles, with an even account, or in a sentence."""
    try:
        transcript = onrecord.read(bytes(data), name)
    except ReadError as error:
        return str(error).endswith((".", "?"))
    tiled = "".join(transcript.text[segment.start : segment.end] for segment in transcript.segments)
    return tiled == transcript.text and is_even(transcript)
