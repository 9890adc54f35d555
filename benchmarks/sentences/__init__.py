"""Where sentences end, against boundaries labelled by hand before any splitter was run on the passages.

``gold.tsv`` holds places in files, never words: a file, its SHA-256, the characters a passage spans (of the decoded
file, line ends as one character), its language, and ``ends``: the offsets, in the passage as ``passages.shown`` shows
it, after the last character of each sentence but the last. ``draw`` is the rule the passages were drawn by: ``drawn``
looks at nothing but length, ``hard`` took what was left that held the more of what makes boundaries hard.
``invented.tsv`` holds passages written for this, in the manner of parliaments, since the folder has none in Spanish,
Ukrainian and Russian and few hard ones in French, German, Turkish and Catalan.

``second`` was drawn and labelled after the splitter had been mended on the first, and before it was run on these.

How they were labelled:

* A sentence ends after its last mark and the quotation marks or brackets that close there.
* A colon, a semicolon and a dash end none; nor does an ellipsis or a dash after which the same clause goes on. Where a
  speaker breaks off at a dash and starts again with a capital, it is ``either``: counted neither way.
* A dash that opens what follows (German minutes) belongs to what follows.
* A quotation inside a sentence does not break it; between the sentences of one quotation there is a boundary.
* A remark in brackets with a stop of its own, or in square brackets, stands for itself; without a stop, and a time
  code: ``either``.
* The end of a passage counts nowhere. Blanks beside a boundary belong to neither sentence.
"""
