"""How fast the engine answers what the page asks, and in how much memory, beside what a user would take instead.

Everybody gets the same turns of speech, already cut and named, and answers the same questions in a process of its own
on one core. What is measured:

* ``build``: from turns in memory to whatever the questions are asked of. A peer gets its tokens as its own manual says.
  ConvoKit's is a corpus of objects without tokens: it counts words when it is asked.
* Each question twice: ``first`` call, which may build an index, and ``again``, the median of up to five more.
* memory, by the kernel's account (``/proc``): ``peak`` is how far the process rose over what it held with the turns
  loaded; ``held`` is what it kept when all had been asked. For the library that is the table, its matrix of sentences
  and terms, its postings, the phrases of two to five words, and whatever else its statistics keep.

Selection: the turns of the five who say most. Questions:

* filter: the 50 words said most in the selection;
* keyness: the 50 words that mark the selection off from the rest;
* collocations: the 50 strongest pairs of words at most five words apart, within the selection;
* concordance: 100 lines of "people";
* co-occurrence: what is said in the same sentence (turn, where a peer knows no sentences) as "people";
* n-grams: the 50 commonest of two to five words in the selection.

A question that a peer has no operation for is a dash. One that takes longer than the limit is stopped and printed as
"> limit"; what ten times its time at the size before exceeds the limit is not started and printed so as well.
"""
