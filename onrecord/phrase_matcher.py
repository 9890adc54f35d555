"""Many phrases found at once in the words of a table.

Separate from topics and mentions because both ask the same of it: which of some thousand phrases stand where.
The phrases make a trie that is built once; for a corpus its edges are translated to term codes (wildcards are
spread over the vocabulary, not over the text), and all positions walk down the trie together, one numpy step a
word of the longest phrase.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from onrecord.tokens import BoolArray, Int64Array

if TYPE_CHECKING:
    from onrecord.table import TurnTable

_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, eq=False)
class PhraseHits:
    """Where phrases stand: phrase number, first token and number of tokens, in no promised order; hits may overlap."""

    phrase: Int64Array
    first: Int64Array
    n_tokens: Int64Array

    def kept(self, keep: BoolArray) -> PhraseHits:
        """The hits for which ``keep`` is true."""
        return PhraseHits(self.phrase[keep], self.first[keep], self.n_tokens[keep])


class PhraseMatcher:
    """Phrases, each a sequence of folded words; ``*`` in a word stands for any letters."""

    def __init__(self, phrases: Sequence[Sequence[str]]) -> None:
        children: dict[tuple[int, str], int] = {}
        ends: dict[int, list[int]] = defaultdict(list)
        for number, words in enumerate(phrases):
            node = 0
            for word in words:
                node = children.setdefault((node, word), len(children) + 1)
            if node:
                ends[node].append(number)
        self._n_nodes = len(children) + 1
        self._edges: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for (parent, word), child in children.items():
            self._edges[word].append((parent, child))
        self._ends = dict(ends)

    def find(self, table: TurnTable) -> PhraseHits:
        """All places where a phrase stands inside one sentence of the table."""
        term, sentence = table.token_term, table.token_sentence
        n_terms = max(table.vocabulary.size, 1)
        keys, child = self._transitions(table.term_codes, n_terms)
        begins = np.zeros(n_terms, np.bool_)
        begins[keys[keys < n_terms]] = True
        first = np.flatnonzero(begins[term]) if term.size else np.zeros(0, np.int64)
        position, node, depth = first, np.zeros_like(first), 0
        found: list[tuple[Int64Array, Int64Array, Int64Array]] = []
        while position.size:
            depth += 1
            wanted = node * n_terms + term[position]
            low, high = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
            which, edge = _spread(low, high)
            first, position, node = first[which], position[which] + 1, child[edge]
            ending, phrase = _spread(self._end_offset[node], self._end_offset[node + 1])
            found.append((self._end_phrase[phrase], first[ending], np.full(ending.size, depth, np.int64)))
            inside = position < term.size
            inside[inside] = sentence[position[inside]] == sentence[first[inside]]
            first, position, node = first[inside], position[inside], node[inside]
        if not found:
            return PhraseHits(*(np.zeros(0, np.int64) for _ in range(3)))
        return PhraseHits(*(np.concatenate(column) for column in zip(*found, strict=True)))

    @cached_property
    def _end_offset(self) -> Int64Array:
        counts = np.array([len(self._ends.get(node, ())) for node in range(self._n_nodes)], np.int64)
        return np.concatenate([[0], np.cumsum(counts)])

    @cached_property
    def _end_phrase(self) -> Int64Array:
        return np.array([phrase for node in sorted(self._ends) for phrase in self._ends[node]], np.int64)

    def _transitions(self, code: Mapping[str, int], n_terms: int) -> tuple[Int64Array, Int64Array]:
        """Edges in the corpus's terms, sorted by ``parent * n_terms + term``."""
        alphabet: list[str] = []
        keys, child = [], []
        for word, edges in self._edges.items():
            if "*" not in word:
                terms = [code[word]] if word in code else []
            else:
                alphabet = alphabet or sorted(code)
                terms = [code[known] for known in _matching(word, alphabet)]
            for term in terms:
                for parent, to in edges:
                    keys.append(parent * n_terms + term)
                    child.append(to)
        order = np.argsort(np.array(keys, np.int64), kind="stable")
        return np.array(keys, np.int64)[order], np.array(child, np.int64)[order]


def longest(hits: PhraseHits, *, group: Int64Array | None = None, rank: Int64Array | None = None) -> BoolArray:
    """Which hits to keep so that no two of one group overlap: the longest, then the lower rank, then the earlier."""
    size = hits.first.size
    if not size:
        return np.zeros(0, np.bool_)
    group = np.zeros(size, np.int64) if group is None else group
    rank = np.zeros(size, np.int64) if rank is None else rank
    order = np.lexsort((rank, -hits.n_tokens, hits.first, group))
    lane = group[order] * (int(hits.first.max()) + int(hits.n_tokens.max()) + 1)
    start = hits.first[order] + lane
    end = start + hits.n_tokens[order]
    reach = np.maximum.accumulate(end)
    opens = np.concatenate([[True], start[1:] >= reach[:-1]])
    begin = np.flatnonzero(opens)
    finish = np.append(begin[1:], size)
    keep = opens.copy()
    # The usual tangle is one long phrase around shorter ones: its first hit, being the longest, is all that stays.
    tangled = (finish - begin > 1) & (end[begin] < reach[finish - 1])
    for b, f in zip(begin[tangled], finish[tangled], strict=True):
        keep[b:f] = False
        taken: list[tuple[int, int]] = []
        for i in sorted(range(b, f), key=lambda i: (start[i] - end[i], rank[order[i]], start[i])):
            if all(end[i] <= s or start[i] >= e for s, e in taken):
                taken.append((start[i], end[i]))
                keep[i] = True
    result = np.zeros(size, np.bool_)
    result[order[keep]] = True
    return result


def _spread(low: Int64Array, high: Int64Array) -> tuple[Int64Array, Int64Array]:
    """For ranges ``low[i]:high[i]``: the number i of the range of each element, and the elements, end to end."""
    n = (high - low).astype(np.int64)
    which = np.repeat(np.arange(n.size), n)
    within = np.arange(which.size) - np.repeat(np.cumsum(n) - n, n)
    return which, low[which] + within


def _matching(word: str, alphabet: list[str]) -> list[str]:
    """Words of the sorted alphabet that the word with ``*`` stands for."""
    stem, _, rest = word.partition("*")
    within = alphabet[bisect_left(alphabet, stem) : bisect_left(alphabet, stem + _LAST)]
    if not rest:
        return within
    pattern = re.compile(".*".join(map(re.escape, word.split("*"))))
    return [known for known in within if pattern.fullmatch(known)]
