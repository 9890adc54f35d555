"""How right questions are paired with their answers, against pairs labelled by hand before any were paired.

``gold/seen.tsv`` and ``gold/unseen.tsv`` hold every sentence with a question mark in stretches of ten transcripts each,
drawn by ``draw``: places in files and names, never words. ``answers`` lists where turns begin, any of which is right,
or says ``unanswered`` or ``none``; where it says several things, any of them is right.

How they were labelled:

* The answer is the first turn in which the person asked, or for an open question whoever takes it up, goes into it. A
  refusal ("I can't share that") is an answer: who replied is asked, not how well.
* Asking back ("Pardon me?") is no answer; nor is a chair who hands over ("The honourable minister.").
* ``unanswered``: the speaker goes on, is cut off, or only another question or another matter follows.
* ``none``: not put to anybody for an answer: rhetorical, answered by the speaker in the same breath, a tag ("right?",
  "okay?"), a question that is quoted.
* The name of the next to speak with a question mark ("Governor?") repeats the question that goes round.
"""
