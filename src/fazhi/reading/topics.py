"""What a passage speaks of, for wordings that name too little.

A topic is what the clause before was about (``出台《…清单》,共涉及53个事项``); a matter is the
field that a passage is in (行政复议, 法律援助), named last before the figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fazhi.reading.clauses import Sentence, split_clauses
from fazhi.reading.lexicon import LIGHT, VERB, Lexicon
from fazhi.reading.memory import DEPTH, Memory
from fazhi.reading.phrases import analyse, visible

LONGEST_TOPIC = 28
#: A matter further back than this is no longer meant.
LONGEST_PASSAGE = 160
#: The first words of a passage, in which it says what it is about.
LONGEST_LEAD = 40
_QUOTES_LOOKED_AT = 12
#: Lists of short lines: how long a line may be, and how many there may be.
_LONGEST_POINT = 60
_MOST_POINTS = 12
_POINT_LABEL = re.compile(r"[0-9]{1,2}[.、．]")
_DIGIT = re.compile("[0-9０-９]")


class Topics:
    """Finds topics and matters in one document.

    Args:
        text: The document's text.
        words: The word lists.
    """

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text = text
        self._words = words
        self.heading = ""
        self.before: tuple[int, int] | None = None
        self.passage_start = 0

    def of_clause(
        self,
        sentence: Sentence,
        clause: int,
        memory: Memory,
        silent: Sequence[tuple[int, int]],
    ) -> str:
        """Name what the clauses before ``clause`` spoke of.

        Args:
            sentence: The sentence.
            clause: Index of the clause.
            memory: The phrases read so far.
            silent: Spans that belong to no subject.
        """
        for phrase in reversed(memory.phrases[-DEPTH:]):
            if phrase.clause == clause - 1 and not phrase.is_change:
                if phrase.figure.unit != "percent":
                    return phrase.text
                object_ = self._object_after(sentence, phrase.figure.char_end, clause - 1)
                return object_ or phrase.text.partition("占")[0]
            if phrase.clause < clause - 1:
                break
        if clause > 0:
            topic = self._named_in(sentence, clause - 1, silent)
            if topic:
                return topic
        elif memory.earlier:
            return memory.earlier[-1].text
        if self.before is not None:
            before = split_clauses(self._text, *self.before)
            return self._named_in(before, len(before.clauses) - 1, silent)
        return self.heading[:LONGEST_TOPIC]

    def matter_before(self, position: int, subject: str, start: int, memory: Memory) -> str:
        """Return the matter that a figure's wording can be taken to mean.

        It is the one named since the last figure, else that of what was counted last,
        else the one named last in the sentence, else that of the passage's first words.

        Args:
            position: Where the figure stands.
            subject: Its subject; one that names a matter itself needs no other.
            start: Where its sentence starts.
            memory: The phrases read so far.
        """
        if self._last_matter(subject):
            return ""
        start = max(start, self.passage_start, position - LONGEST_PASSAGE)
        last = next(iter(reversed(memory.phrases or memory.earlier)), None)
        since = max(start, last.figure.char_end) if last is not None else start
        matter = self._last_matter(self._text[since:position])
        if not matter and last is not None:
            matter = self._last_matter(last.text)
        if not matter and since > start:
            matter = self._last_matter(self._text[start:since])
        if not matter and start > self.passage_start:
            lead = self._text[self.passage_start : self.passage_start + LONGEST_LEAD]
            matter = self._last_matter(lead.partition("。")[0])
        return matter or self._last_matter(self._lead_in())

    def _lead_in(self) -> str:
        """Return the line above a list of short lines: （一）行政复议情况, 行政处罚方面：."""
        text = self._text
        line_end = text.find("\n", self.passage_start, self.passage_start + _LONGEST_POINT)
        end = text.rfind("\n", 0, self.passage_start)
        if line_end < 0 and len(text) - self.passage_start > _LONGEST_POINT:
            return ""
        for _ in range(_MOST_POINTS):
            if end <= 0:
                break
            start = text.rfind("\n", 0, end) + 1
            line = _POINT_LABEL.sub("", text[start:end].strip(), count=1)
            if len(line) > _LONGEST_POINT:
                break
            if line and _DIGIT.search(line) is None:
                return line
            end = start - 1
        return ""

    def matter_counted(self, memory: Memory) -> str:
        """Return the matter of what the sentence before counted."""
        for phrase in reversed(memory.earlier):
            matter = self._last_matter(phrase.text)
            if matter:
                return matter
        return ""

    def _last_matter(self, text: str) -> str:
        known = self._words.matters.found(text)
        return text[known[-1][1] : known[-1][2]] if known else ""

    def clause_text(
        self, sentence: Sentence, clause: int, end: int, silent: Sequence[tuple[int, int]]
    ) -> str:
        """Return the clause's words up to ``end`` without what belongs to no subject."""
        start = sentence.clauses[clause].start
        return self._words.strip_leading(visible(self._text, start, end, silent))

    def _object_after(self, sentence: Sentence, start: int, clause: int) -> str:
        """Return the object that follows a share: ``98%的学校配备了法治副校长``."""
        end = min(sentence.clauses[clause].end, start + LONGEST_TOPIC)
        phrase = self._text[start : max(start, end)]
        known = [w for w in self._words.finder.words(phrase) if w.category in (VERB, LIGHT)]
        return phrase[known[-1].end :].lstrip("了过") if known else ""

    def _named_in(self, sentence: Sentence, clause: int, silent: Sequence[tuple[int, int]]) -> str:
        """Return the document or thing that a clause without figures names."""
        start, end = sentence.clauses[clause].start, sentence.clauses[clause].end
        for quote_start, quote_end in reversed(sentence.quotes[-_QUOTES_LOOKED_AT:]):
            if start <= quote_start < end and self._text[quote_start] == "《":
                return self._text[quote_start + 1 : quote_end - 1][:LONGEST_TOPIC]
        phrase = visible(self._text, start, end, silent)
        phrase = self._words.strip_trailing(self._words.strip_leading(phrase))
        wording = analyse(phrase, self._words)
        return (wording.noun if wording.opens_with_action else phrase)[-LONGEST_TOPIC:]
