"""Who and what is spoken of, against mentions labelled by hand before any finder was run on the passages.

``gold/seen.tsv`` may be tuned on; ``gold/unseen.tsv`` only measured. They hold places in files, never words:
``*_passages.tsv`` the file, its SHA-256 and the characters that a passage of consecutive turns spans in the text as
read, with a hash of that stretch; the other the start and end of each mention there, its kind, its target (a name;
after ";" come further names of the same), its form and, of a figure, value, unit and the noun of what is counted.
Halves were dealt by alternate passages of each genre. Only speech counts, never labels, stage directions and headings.

How they were labelled:

* **person**: a full name, a surname, a title with a surname, a first name; an office, courtesy or kinship ("the foreign
  minister", "Mr. Secretary", "my hon. Friend", "le député") when one person is meant and the transcript itself lets a
  reader know whom. A speaker's target is the display name; anybody else's the fullest name in the transcript. Whoever
  is in the chair and speaks is "Mr. President", "Madam Speaker". A prime minister whom nobody names is not labelled.
  ``inferred`` marks what is resolved without a surname. A first name of somebody not named otherwise is its own target
  and not inferred. Forms: name, title, vocative, description. Pronouns never; families ("the Guptas") neither way.
* **country**: names, peoples and adjectives, in any language; the target is CLDR's English name. Form ``seat`` for a
  capital or seat that stands for a government. "President of Ukraine" mentions Ukraine; "United States Senate", "Bank
  of England", "African American" and names of laws ("American Rescue Plan") mention no country. England, Scotland,
  Wales and Northern Ireland are the United Kingdom. Territories that are no states: neither way.
* **organisation**: a body with a proper name: ministries, legislatures, courts, parties and their members
  ("Republicans", form ``demonym``), companies, newspapers, schools, teams; acronyms and short forms ("the
  Alliance", "Congress").
  A capitalised common noun alone ("the House", "the Court", "Council", "the City") counts neither way; software,
  programmes, laws, treaties and prizes are none.
* **place**: cities, states of a country, regions, rivers, continents, bases. Inhabitants and adjectives of places
  ("European", "Georgians"), constituencies, buildings and rooms: neither way.
* **date**: an expression with a day, a month, a year, a weekday or a decade ("last Thursday", "the 2016 election").
  "today" and "last year" are none; holidays, centuries, wars, and years inside a law's name neither way.
* **figure**: a number with what it counts or its unit: money, percentages, durations and ages in digits, "994th day",
  "half a billion". Words below ten without a currency or "percent" count neither way (a rule of the scorer); so do
  "millions of", "one in four", ordinals of sessions and anniversaries, the lower end of a range. Numbers of laws,
  pages, flights, times of day, product names are none. ``counted`` is the head noun as printed, empty for bare money.
  The stretch is the number with its currency, sign or "percent"; the noun after it may be a mention of its own.
* ``either`` marks a stretch on which two readers may differ: what is found there counts neither way.

After the first run on the seen half, in both: figures no longer span the noun, so that "650,000 Canadians" mentions
Canada as well (9 places); on the seen half "Canadian armed forces" became ``either`` (3), and first names of speakers
called "Speaker 2" are right as themselves too.
"""
