"""What the index must answer, worked out in the plainest way from a dict of documents.

Nothing here is shared with the index: terms stay words, and every document is looked at.
"""

import math
from collections import Counter
from fractions import Fraction


class Oracle:
    """documents: id -> (impacts, columns); columns: name -> set of values."""

    def __init__(self):
        self.documents = {}

    def put(self, id, impacts, columns):
        self.documents[id] = (dict(impacts), values_of(columns))

    def frequency(self, term):
        return sum(term in impacts for impacts, _columns in self.documents.values())

    def weight(self, term, boost):
        number, frequency = len(self.documents), self.frequency(term)
        idf = math.log(1 + (number - frequency + 0.5) / (frequency + 0.5))
        return max(1, round(1024 * idf * boost))

    def weights(self, boosts):
        return {term: self.weight(term, boost) for term, boost in boosts.items()}

    def scores(self, query):
        """Id -> score of all that the query finds, without filters."""
        topics, words = self.weights(query.topics), self.weights(query.words)
        found = {}
        for id, (impacts, _columns) in self.documents.items():
            if not meets(query, impacts):
                continue
            word_sum = sum(w * impacts.get(term, 0) for term, w in words.items())
            topic_sum = sum(w * impacts.get(term, 0) for term, w in topics.items())
            if query.combine == "tie":
                if topic_sum:
                    found[id] = tie(topic_sum, word_sum, 255 * sum(words.values()))
            elif word_sum or not words:
                found[id] = word_sum
        return found

    def search(self, query, filters=None, k=20, offset=0, facets=(), exclude=()):
        """(total, [(id, score)], facets)."""
        filters = filters or {}
        scores = {id: s for id, s in self.scores(query).items() if id not in exclude}
        passed = [id for id in scores if self.passes(id, filters)]
        ranked = sorted(passed, key=lambda id: (-Fraction(scores[id]), id))
        counts = {}
        for name in facets:
            others = {other: values for other, values in filters.items() if other != name}
            counter = Counter()
            for id in scores:
                if self.passes(id, others):
                    counter.update(self.documents[id][1].get(name, ()))
            counts[name] = dict(sorted(counter.items()))
        return len(passed), [(id, scores[id]) for id in ranked[offset : offset + k]], counts

    def passes(self, id, filters):
        columns = self.documents[id][1]
        return all(columns.get(name, set()) & set(values) for name, values in filters.items())


def values_of(columns):
    codes = {name: {value} for name, value in columns.codes.items()}
    return codes | {name: set(values) for name, values in columns.sets.items()}


def tie(topics, words, total):
    share = words / total if total else 0.0
    return topics * (1 + 0.3 * share / (share + 0.2)) + 1e-6 * share


def meets(query, impacts):
    def meets_group(group):
        return any(all(term in impacts for term in way) for way in group)

    return (
        all(term in impacts for term in query.require)
        and (query.combine != "all" or all(term in impacts for term in query.words))
        and all(meets_group(group) for group in query.must)
        and not (query.must_not and all(meets_group(group) for group in query.must_not))
        and (not query.any_of or any(term in impacts for term in query.any_of))
    )


def answer(result):
    """A Result in the form of Oracle.search."""
    return result.total, [(hit.id, hit.score) for hit in result.hits], result.facets
