"""Dutch everyday text as numbers: normalise, take compounds apart, and weigh n-grams, words and kinds of work.

Every text becomes one sparse unit vector in a `TextSpace`. The features are hashed, so a vector depends on its
own text and on the fitted word weights only: adding a person never changes another person's vector, and an old
ranking can be replayed.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matching.lexicon import GENERIC_HEADS, STOP_WORDS, work_fields, work_fields_of
from matching.validation import InvalidInputError

Floats = npt.NDArray[np.float64]

MAX_CHARACTERS: Final = 20_000
"""What is read of one text; a longer one is a pasted document and its beginning says what the work is."""

_NOT_WORD: Final = re.compile(r"[^0-9a-z+#]+")
_CLAUSE: Final = re.compile(
    r"[.!?;\n•]+|,\s|\s[-–]\s|\b(?:maar|behalve|hoewel)\b|\ben\s+(?=(?:juist\s+)?(?:geen|niet|nooit|niets)\b)|"
    r"\ben\s+(?=(?:kan|wil|mag|heeft|is|durft|haalt|werkt|zoekt)\s+(?!(?:hij|zij|ze|ik)\b))",
    re.IGNORECASE,
)
_NEGATION: Final = re.compile(
    r"\b(geen|niets?|nooit|zonder|weinig|niks|hekel|afkeer|vermijd\w*|nauwelijks|uitgesloten|onmogelijk|verboden|"
    r"voorbij|opgebrand|afgekeurd|ingenomen|allergi\w*|benauwd\w*|beneden (zijn|haar) stand|bang (geworden )?voor|"
    r"klaar met|weg uit|wil uit|te zwaar geworden|als (een )?(straf|afgang)|gruwt|het gehad met|"
    r"niet (meer )?terug|uit den boze|afgeraden|vaarwel|doodongelukkig|haakt (hij |ze |zij )?af|"
    r"was (maar |alleen |slechts )?een (overbrugging|tussenoplossing|noodgreep|bijbaan\w*)|valt (hij|ze|zij) stil|"
    r"hield (hij|ze|zij) (het )?(maar |amper )?\w+ (uur|uren|dag|dagen|week|weken|maanden) (uit|vol)|"
    r"(wil|wilde|zoekt) (hij|ze|zij|ik) (\w+ )?niet|niet te wachten op|tegen heug en meug)\b",
    re.IGNORECASE,
)
_NO_NEGATION: Final = re.compile(
    r"\b(niet (bang|vies|erg|alleen|uit|moeilijk|stil\w*|schuw|snel|te beroerd|kinderachtig|op \w+ mond\w*|gek|klagen)|"
    r"weinig (geld|uitleg|woorden)|geen (probleem|bezwaar|moeite|hoogtevrees|angst|fout\w*|dag ziek|last|punt)|"
    r"niets (te \w+|liever)|"
    r"(nooit|niet) (te laat|ziek)|zonder (fouten|problemen|moeite|klagen|morren))\b",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(
    r"\b(geen|weinig|nauwelijks|zonder|nog niet|niet veel)\s+(\w+\s+){0,2}\w*ervaring\b|\bgeen diploma|"
    r"\bnog (nooit|niet|geen)\b|\bmoet (nog|alles)\b.*\bleren\b|\b(nooit|niet) eerder\b|"
    r"\bnooit (ge\w+(d|t|en|aan|ien)|\w+ge\w+(d|t|en))\b(?! meer)",
    re.IGNORECASE,
)
_DAYPART: Final = r"(?:uur|uren|\w*avond\w*|\w*nacht(?:en)?|\w*weekend\w*|\w*zaterdag\w*|zondag\w*|nl|nederlands)\b"
_NO_REFUSAL: Final = re.compile(
    # what somebody does not know yet or has not done for long
    r"\bnooit (in|met|op|bij|aan|achter) .*\b(ge\w+(d|t|en|aan|ien)|\w+ge\w+(d|t|en))\b|"
    r"^(?!.*\bwil\b).*\b(weet|kent|ken)\b.*\b(niks|niets|weinig|niet|nauwelijks|geen)\b|\blang niet (meer )?ge\w+|"
    r"\bniet (\w+ )?geschoold\b|\b(geen|niet)\b.*\b(gedaan|gestaan|gewerkt|geleerd)\b(?! meer)|\bnooit een\b|"
    # what is about a contract, hours, days or Dutch, which other criteria read
    r"\bcontract\b|\bverlengd\b|\bregister\b|"
    rf"\b(geen|weinig|niet|nooit) (?:meer )?(?:dan |boven |in |op )?(?:de |het )?(?:\w+ )?{_DAYPART}"
    r"(?!.*\bwil\b| meer in\b)|"
    rf"^(?:in |op )?(?:de |het )?{_DAYPART}(?:(?: en|,) \w+)? (?:kan|kunnen|gaat|lukt|mag|dus|echt|niet)\b|"
    # what others do not want, and what is only not somebody's best
    r"\bniet (meer )?kwijt\b|\bniet (zijn|haar) sterkste\b|\bdoet niet graag\b",
    re.IGNORECASE,
)
"""Clauses with a *not* in them that refuse no work."""
_NGRAMS: Final = (3, 4, 5)
_BITS: Final = 19
_SIZE: Final = 1 << _BITS
_LINKS: Final = ("", "s", "en", "e", "n")
_SHORTEST_PART: Final = 3
_SHORTEST_COMPOUND: Final = 7


def normalise(text: str) -> str:
    """Lower case without accents or punctuation, single spaces; reads at most `MAX_CHARACTERS`."""
    plain = text[:MAX_CHARACTERS].lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", plain).strip()


def words_of(text: str) -> list[str]:
    """Words of a text that say something about work, without stop words and words of one letter."""
    return [word for word in normalise(text).split() if word not in STOP_WORDS and len(word) > 1]


def clauses(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a text into clauses that affirm and clauses that deny ("wil geen schoonmaak").

    What somebody only has not done yet ("nog nooit met kinderen gewerkt") is neither: no experience and no refusal.

    Returns:
        The affirming and the denying clauses, each in order of the text.
    """
    affirmed: list[str] = []
    denied: list[str] = []
    for raw in _CLAUSE.split(text[:MAX_CHARACTERS]):
        clause = raw.strip()
        if clause and not _NOT_YET.search(clause):
            denies = _NEGATION.search(_NO_NEGATION.sub(" ", clause)) is not None
            if not denies:
                affirmed.append(clause)
            elif not _NO_REFUSAL.search(clause):
                denied.append(clause)
    return tuple(affirmed), tuple(denied)


class CompoundSplitter:
    """Takes Dutch compounds apart into parts that are words themselves, linking -s, -en, -e removed.

    Args:
        words: known words, in any spelling; normalised here.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Remember the words a part must belong to."""
        self.words = frozenset(word for word in words if len(word) >= _SHORTEST_PART)
        self._known: dict[str, tuple[str, ...]] = {}

    def split(self, word: str) -> tuple[str, ...]:
        """Parts of a word from left to right; a word that is no compound is its own only part."""
        if word not in self._known:
            self._known[word] = self._split(word)
        return self._known[word]

    def _split(self, word: str) -> tuple[str, ...]:
        if len(word) < _SHORTEST_COMPOUND:
            return (word,)
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):  # longest head first
            left, head = word[:at], word[at:]
            if head not in self.words:
                continue
            for link in _LINKS:
                stem = left.removesuffix(link) if link else left
                if stem in self.words:
                    return (stem, *self.split(head))
            parts = self.split(left)
            if len(parts) > 1:
                return (*parts, head)
        return (word,)


class TextSpace:
    """A vector space for short Dutch texts about work.

    Features in one vector: character n-grams of 3-5 inside words (spelling, inflection, compounds), whole words
    and compound parts, and the built-in kinds of work and sectors that a word belongs to (so that *poetsen* and
    *schoonmaken* meet). Each kind has its own weight; rare features count more once the space is fitted.

    Args:
        words: extra known words for taking compounds apart, for example all labels of a classification.
        word_weight: weight of a word or part against one n-gram.
        activity_weight: weight of a kind of work.
        sector_weight: weight of a sector.

    Attributes:
        idf_: weight per feature after `fit`.
    """

    def __init__(
        self, *, words: Iterable[str] = (), word_weight: float = 3.0, activity_weight: float = 5.0,
        sector_weight: float = 3.0,
    ) -> None:  # fmt: skip
        """Keep the settings; nothing is learned before `fit`."""
        known = {stem.removesuffix(".") for stem in work_fields().stems}
        for text in words:
            known.update(normalise(text).split())
        self.splitter = CompoundSplitter(known)
        self._fields = {name: number for number, name in enumerate(work_fields().names)}
        self._activities = len(work_fields().activities)
        self.size = 2 * _SIZE + len(self._fields)
        kinds = np.ones(self.size)
        kinds[_SIZE : 2 * _SIZE] = word_weight
        kinds[2 * _SIZE :] = sector_weight
        kinds[2 * _SIZE : 2 * _SIZE + self._activities] = activity_weight
        self._kinds = kinds
        self._seen: dict[str, npt.NDArray[np.int32]] = {}
        self.idf_: Floats = np.ones(self.size)
        self._scale: Floats = kinds

    def fit(self, texts: Iterable[str]) -> "TextSpace":
        """Learn from texts how rare each feature is.

        Args:
            texts: what people and employers write; repeated texts count once.

        Returns:
            The space itself.
        """
        counts = self._counts(sorted(set(texts)))
        frequency = np.bincount(counts.indices, minlength=self.size)
        self.idf_ = np.log((1 + counts.shape[0]) / (1 + frequency)) + 1
        self._scale = self._kinds * self.idf_
        return self

    @classmethod
    def with_weights(cls, idf: Floats, *, words: Iterable[str] = ()) -> "TextSpace":
        """A fitted space from weights that were kept: `idf_` of a space with the same settings and `words`."""
        space = cls(words=words)
        if idf.shape != (space.size,):
            message = f"{idf.shape[0]} weights do not fit a space of {space.size} features"
            raise InvalidInputError(message)
        space.idf_ = idf
        space._scale = space._kinds * idf
        return space

    @property
    def scale(self) -> Floats:
        """Weight of each feature: what its kind and its rarity make it count for."""
        return self._scale

    def word_counts(self, words: Sequence[str]) -> sparse.csr_matrix:
        """Per word (as `words_of` gives it) how often it holds each feature, one word a row.

        The counts of a text are the sum of those of its words; its vector is ``(1 + log(count)) * scale`` brought
        to length one.
        """
        features = [self._features(word) for word in words]
        begins = np.cumsum([0, *map(len, features)])
        indices = np.concatenate(features) if features else np.zeros(0, dtype=np.int32)
        matrix = sparse.csr_matrix((np.ones(len(indices)), indices, begins), shape=(len(words), self.size))
        matrix.sum_duplicates()
        return matrix

    def encode(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Unit vectors of the texts, one a row; a text without any word is a row of zeros."""
        matrix = self._counts(texts)
        matrix.data = (1 + np.log(matrix.data)) * self._scale[matrix.indices]
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        norms[norms == 0] = 1
        matrix.data /= np.repeat(norms, np.diff(matrix.indptr))
        return matrix

    def occurrences(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Every feature of the texts as often as it is there, and which text each stands in."""
        pieces: list[npt.NDArray[np.int32]] = []
        lengths: list[int] = []
        for text in texts:
            features = [self._features(word) for word in words_of(text)]
            pieces.extend(features)
            lengths.append(sum(map(len, features)))
        indices = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32)
        return indices, np.repeat(np.arange(len(texts)), np.array(lengths, dtype=np.int64))

    def _counts(self, texts: Sequence[str]) -> sparse.csr_matrix:
        indices, owners = self.occurrences(texts)
        begins = np.searchsorted(owners, np.arange(len(texts) + 1))
        matrix = sparse.csr_matrix((np.ones(len(indices)), indices, begins), shape=(len(texts), self.size))
        matrix.sum_duplicates()
        return matrix

    def _features(self, word: str) -> npt.NDArray[np.int32]:
        found = self._seen.get(word)
        if found is None:
            parts = self.splitter.split(word)
            fields = {name for part in {word, *parts} for name in work_fields_of(part)}
            stem = word
            for head in GENERIC_HEADS:  # "wasserijmedewerker" is about the wasserij
                if word.endswith(head) and len(word) > len(head) + 2:
                    stem = word.removesuffix(head)
            padded = f" {stem} "
            grams = [padded[at : at + size] for size in _NGRAMS for at in range(len(padded) - size + 1)]
            numbers = [_bucket(gram) for gram in grams]
            numbers += [_SIZE + _bucket(part) for part in {stem, *parts} if part not in STOP_WORDS]
            numbers += [2 * _SIZE + self._fields[name] for name in sorted(fields)]
            found = np.array(numbers, dtype=np.int32)
            if len(self._seen) < _SIZE:
                self._seen[word] = found
        return found


def _bucket(token: str) -> int:
    return zlib.crc32(token.encode()) & (_SIZE - 1)
