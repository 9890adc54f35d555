"""What a user would take instead of the engine: one class a peer, with its own way to build and to ask.

Runs in the environment of ``benchmarks/peers.txt``:
``python -m benchmarks.engine.peers PEER CORPUS LIMIT [SKIPPED...]``.
"""

import importlib
import importlib.util
import sys
import types
from collections import Counter
from itertools import chain

from benchmarks.engine.measure import worker

WORD, TOP, LINES, WINDOW = "people", 50, 100, 5
ANY_WORD = r"(?u)\b\w+\b"  # scikit-learn's own leaves out words of one letter


class NltkAndPandas:
    """Tokens in a data frame, as in NLTK's book, chapters 1 to 3 (its tokenizer that needs no data)."""

    needs = "nltk"

    def __init__(self, given):
        import pandas as pd
        from nltk import Text, wordpunct_tokenize

        self.frame = pd.DataFrame(given["turns"], columns=["speaker", "text"])
        self.frame["words"] = [
            [w for w in wordpunct_tokenize(text.lower()) if w[0].isalnum()] for text in self.frame["text"]
        ]
        self.text = Text(list(chain.from_iterable(self.frame["words"])))
        self.chosen = given["chosen"]

    def _selected(self):
        return chain.from_iterable(self.frame.loc[self.frame["speaker"].isin(self.chosen), "words"])

    def filter(self):
        from nltk import FreqDist

        return FreqDist(self._selected()).most_common(TOP)

    def collocations(self):
        from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

        finder = BigramCollocationFinder.from_words(self._selected(), window_size=WINDOW + 1)
        finder.apply_freq_filter(3)
        return finder.nbest(BigramAssocMeasures.likelihood_ratio, TOP)

    def concordance(self):
        return self.text.concordance_list(WORD, lines=LINES)

    def cooccurrence(self):
        from nltk import FreqDist

        return FreqDist(chain.from_iterable(set(words) for words in self.frame["words"] if WORD in words)).most_common(
            TOP
        )

    def ngrams(self):
        from nltk import FreqDist
        from nltk.util import everygrams

        rows = self.frame.loc[self.frame["speaker"].isin(self.chosen), "words"]
        return FreqDist(chain.from_iterable(everygrams(words, 2, 5) for words in rows)).most_common(TOP)


class ScikitLearn:
    """A matrix of turns and terms; what marks a class off by ``chi2``."""

    needs = "sklearn"

    def __init__(self, given):
        import numpy as np
        from sklearn.feature_extraction.text import CountVectorizer

        self.texts = [text for _, text in given["turns"]]
        self.inside = np.array([speaker in set(given["chosen"]) for speaker, _ in given["turns"]])
        self.vectorizer = CountVectorizer(token_pattern=ANY_WORD)
        self.counts = self.vectorizer.fit_transform(self.texts)
        self.names = self.vectorizer.get_feature_names_out()

    def _top(self, scores, names):
        import numpy as np

        return names[np.argsort(-scores)[:TOP]]

    def filter(self):
        return self._top(self.counts[self.inside].sum(axis=0).A1, self.names)

    def keyness(self):
        from sklearn.feature_selection import chi2

        return self._top(chi2(self.counts, self.inside)[0], self.names)

    def cooccurrence(self):
        here = self.counts[:, self.vectorizer.vocabulary_[WORD]].nonzero()[0]
        return self._top((self.counts[here] > 0).sum(axis=0).A1, self.names)

    def ngrams(self):
        from sklearn.feature_extraction.text import CountVectorizer

        vectorizer = CountVectorizer(token_pattern=ANY_WORD, ngram_range=(2, 5))
        counts = vectorizer.fit_transform([text for text, asked in zip(self.texts, self.inside, strict=True) if asked])
        return self._top(counts.sum(axis=0).A1, vectorizer.get_feature_names_out())


class Spacy:
    """Documents of the blank English pipeline with its rule for sentences."""

    needs = "spacy"

    def __init__(self, given):
        import spacy

        self.pipeline = spacy.blank("en")
        self.pipeline.add_pipe("sentencizer")
        self.pipeline.max_length = 10**9
        self.documents = list(self.pipeline.pipe(text for _, text in given["turns"]))
        self.inside = [speaker in set(given["chosen"]) for speaker, _ in given["turns"]]

    def filter(self):
        from spacy.attrs import LOWER

        counts = Counter()
        for document, asked in zip(self.documents, self.inside, strict=True):
            if asked:
                counts.update(document.count_by(LOWER))
        return [self.pipeline.vocab.strings[code] for code, _ in counts.most_common(TOP)]

    def concordance(self):
        from spacy.matcher import PhraseMatcher

        matcher = PhraseMatcher(self.pipeline.vocab, attr="LOWER")
        matcher.add(WORD, [self.pipeline.make_doc(WORD)])
        lines = []
        for document in self.documents:
            lines += [document[max(0, start - 10) : end + 10].text for _, start, end in matcher(document)]
            if len(lines) >= LINES:
                break
        return lines

    def cooccurrence(self):
        counts = Counter()
        for document in self.documents:
            for sentence in document.sents:
                words = {token.lower_ for token in sentence}
                if WORD in words:
                    counts.update(words)
        return counts.most_common(TOP)


class Scattertext:
    """A corpus of two categories of words and bigrams, and the scaled F score, as its first example does."""

    needs = "scattertext"

    def __init__(self, given):
        import pandas as pd
        import scattertext

        frame = pd.DataFrame(given["turns"], columns=["speaker", "text"])
        frame["side"] = frame["speaker"].isin(given["chosen"]).map({True: "chosen", False: "rest"})
        self.corpus = scattertext.CorpusFromPandas(
            frame, category_col="side", text_col="text", nlp=scattertext.whitespace_nlp_with_sentences
        ).build()

    def filter(self):
        return self.corpus.get_term_freq_df()["chosen freq"].nlargest(TOP)

    def keyness(self):
        frame = self.corpus.get_term_freq_df()
        frame["score"] = self.corpus.get_scaled_f_scores("chosen")
        return frame.nlargest(TOP, "score")


class Textacy:
    """A corpus of documents of the blank English pipeline."""

    needs = "textacy"

    def __init__(self, given):
        import spacy
        import textacy

        pipeline = spacy.blank("en")
        pipeline.add_pipe("sentencizer")
        records = ((text, {"asked": speaker in set(given["chosen"])}) for speaker, text in given["turns"])
        self.corpus = textacy.Corpus(pipeline, data=records)

    def _selected(self):
        return self.corpus.get(lambda document: document._.meta["asked"])

    def filter(self):
        from textacy.extract.bags import to_bag_of_words

        counts = Counter()
        for document in self._selected():
            counts.update(to_bag_of_words(document, by="lower_", filter_stops=False))
        return counts.most_common(TOP)

    def concordance(self):
        from textacy.extract import keyword_in_context

        lines = []
        for document in self.corpus:
            lines += keyword_in_context(document, WORD, window_width=50)
            if len(lines) >= LINES:
                break
        return lines

    def cooccurrence(self):
        from textacy.representations.network import build_cooccurrence_network

        sentences = ([token.lower_ for token in sent] for document in self.corpus for sent in document.sents)
        with_word = [words for words in sentences if WORD in words and len(words) > 1]
        network = build_cooccurrence_network(with_word, window_size=10)
        return sorted(network[WORD].items(), key=lambda edge: -edge[1]["weight"])[:TOP]

    def ngrams(self):
        from textacy.extract import ngrams

        counts = Counter()
        for document in self._selected():
            counts.update(
                ngram.text.lower() for ngram in ngrams(document, (2, 3, 4, 5), filter_stops=False, filter_nums=False)
            )
        return counts.most_common(TOP)


class ConvoKit:
    """A corpus of utterances and FightingWords, loaded without the rest of the package, which wants torch."""

    needs = "convokit"

    @staticmethod
    def prepared(given):
        sys.modules.pop("convokit", None)
        spec = importlib.util.find_spec("convokit")
        package = types.ModuleType("convokit")
        package.__path__ = list(spec.submodule_search_locations)
        sys.modules["convokit"] = package
        model = importlib.import_module("convokit.model")
        package.Transformer = importlib.import_module("convokit.transformer").Transformer
        package.Corpus = model.Corpus
        fighting = importlib.import_module("convokit.fighting_words.fightingWords").FightingWords
        return given, model, fighting

    def __init__(self, prepared):
        given, model, self.fighting = prepared
        speakers = {name: model.Speaker(id=name) for name, _ in given["turns"]}
        utterances = [
            model.Utterance(id=str(number), speaker=speakers[name], conversation_id="0", reply_to=None, text=text)
            for number, (name, text) in enumerate(given["turns"])
        ]
        self.corpus = model.Corpus(utterances=utterances)
        self.chosen = set(given["chosen"])

    def keyness(self):
        words = self.fighting(obj_type="utterance", ngram_range=(1, 1))
        words.fit(
            self.corpus,
            class1_func=lambda utterance: utterance.speaker.id in self.chosen,
            class2_func=lambda utterance: utterance.speaker.id not in self.chosen,
        )
        return words.get_ngram_zscores()


PEERS = {
    "NLTK + pandas": NltkAndPandas,
    "scikit-learn": ScikitLearn,
    "spaCy (blank)": Spacy,
    "scattertext": Scattertext,
    "textacy": Textacy,
    "ConvoKit": ConvoKit,
}
QUESTIONS = ("filter", "keyness", "collocations", "concordance", "cooccurrence", "ngrams")


def main():
    name, corpus, limit, *skip = sys.argv[1:]
    peer = PEERS[name]
    if importlib.util.find_spec(peer.needs):
        questions = {question: getattr(peer, question) for question in QUESTIONS if hasattr(peer, question)}
        worker(corpus, int(limit), skip, peer, questions, apart=True)


if __name__ == "__main__":
    main()
