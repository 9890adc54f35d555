"""How right transcripts are read, against golds that know nothing of the parser.

The rules. Those marked † were changed after the first run, because the golds, not the readings, were at fault:

* A word is a run of ``\\w``; it belongs to whoever holds its first character. Offsets are characters of the decoded
  file.
* A boundary is where the printed name of a turn begins. It is found when a boundary lies within two characters of it
  that are no white space, one to one. "Merged" leaves out turns whose speaker is that of the turn before. Where a
  gold knows some speakers only, found turns count when their speaker is the best match of one of these.
* A label is right when its span and its string are the gold's: white space as one space, without a bracketed note at
  its end and without the punctuation after it. Emphasis, brackets and a question's number around a marked name are
  left out of it †.
* Words: of the gold's speech words, the share with the right speaker, under the best one-to-one map of gold speakers
  to found ones (Hungarian). Words called non-speech or left without speaker are wrong.
* Eaten: speech words found as non-speech. Leaked: non-speech words found as speech. Words of labels, and words of
  which the gold says nothing, do not count.
* † Short brackets within words that others copied or structured are left out: their sources keep "[Applause.]" among
  the words. The speakers of a rendered text are the people of its source, also where it prints several names of one.
* Non-speech by kind: F1 over characters of words (†: not of punctuation). ``stage`` is what is marked stage or
  interjection; ``printed`` is every other kind except speech, label and space. A gold that does not tell the two
  apart is scored as ``any``, for which a label's note or time counts too.
* P_k as in nltk, over words, weighted by words.
* A turn is right when its boundary is found and its speaker is the one mapped; calibration compares that with its
  confidence (expected calibration error over the bins printed).
* Speakers are compared as resolved, in the Record with who sits in the chair †. In the marked mini-transcripts, which
  name no people, as printed.
"""
