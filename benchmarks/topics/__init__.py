"""How right the topics of the lexicon are, against sentences labelled by hand before it was tuned on any of them.

``gold/seen.tsv`` and ``gold/unseen.tsv`` hold 200 sentences each, drawn by ``draw``: places in files, never words. The
lexicon may be tuned on the seen half; the other is for measuring, and its errors are not to be read.

How they were labelled, with the names and descriptions of the topics in hand and not their terms:

* A sentence has a topic when a careful reader of it says that it is about that, among other things: a mention in an
  enumeration counts ("energy, economy, space"), a figure of speech does not.
* Words are understood from what was said before ("fight" is a war where a war is spoken of), but a sentence whose own
  words say nothing of it ("Can you confirm that?") does not inherit its neighbour's topic. Where it nearly does, or
  where two readers may differ, the topic is ``either``: it counts neither way.
* The talk of people who build software or a currency of the net is on technology, jargon included.
* Two sentences in Afrikaans, drawn with the others, have no certain topic.
"""
