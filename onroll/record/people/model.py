"""The figures that weigh a pair, kept apart from what is compared: a model, pinned by its digest.

Given the model, the weight of two records depends on these two records alone: not on how many
others there are, nor on how common their names are among them. So a night's new records weigh
tonight what they will weigh when everything is linked again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from math import log2
from pathlib import Path
from typing import Any, Final

from onroll.record.people.linkage import (
    COMPARISONS,
    PRIOR,
    Level,
    blocked,
    blocks_for,
    missing,
)

FORMAT: Final = 1

Shares = Mapping[str, tuple[tuple[float, float], ...]]
"""For each comparison, (m, u) of every level but missing, in the order of `linkage.COMPARISONS`."""


class NotAModel(ValueError):
    """A file holds no model that this version can use. The message says why, and what to do."""


@dataclass(frozen=True)
class Model:
    """What a level of agreement is worth, how likely a match is beforehand, and how common names
    are.

    `frequencies` has the share of people with each forename and surname; a name that is not there
    has the share in `unknown`, and is an ordinary one where that says nothing. `notes` says in
    words where training fell back to the hand-set figures.
    """

    shares: Shares
    prior: float = PRIOR
    frequencies: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    unknown: Mapping[str, float] = field(default_factory=dict)
    trained: bool = False
    notes: tuple[str, ...] = ()

    @classmethod
    def for_children(cls) -> Model:
        """The hand-set figures: children of one county, all of whose names are ordinary."""
        return cls(
            {name: tuple((level.m, level.u) for level in levels) for name, _, levels in COMPARISONS}
        )

    @cached_property
    def digest(self) -> str:
        """Names these very figures: two models with one digest weigh every pair alike."""
        return hashlib.sha256(self._text().encode()).hexdigest()[:16]

    def write(self, path: Path) -> None:
        """Keep the model as JSON."""
        path.write_text(self._text() + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Model:
        """The model in a file that `write` made. Raises `NotAModel` in words."""
        again = "Train the model again, or leave it out to use the figures set by hand."
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
        except OSError as reason:
            raise NotAModel(f"{path}: it cannot be read ({reason.strerror}). {again}") from None
        except ValueError:
            raise NotAModel(f"{path}: this is not a model's JSON. {again}") from None
        if not isinstance(held, dict) or held.get("format") != FORMAT:
            raise NotAModel(f"{path}: this is not a model this version of onroll wrote. {again}")
        try:
            return cls._from(held)
        except (KeyError, TypeError, ValueError):
            raise NotAModel(f"{path}: the model is not whole. {again}") from None

    @classmethod
    def _from(cls, held: dict[str, Any]) -> Model:
        shares = {
            name: tuple((float(m), float(u)) for m, u in pairs)
            for name, pairs in held["shares"].items()
        }
        for name, _, levels in COMPARISONS:
            if len(shares[name]) != len(levels) or not all(
                0 < x < 1 for p in shares[name] for x in p
            ):
                raise ValueError(name)
        frequencies = {
            column: {str(name): float(share) for name, share in names.items()}
            for column, names in held["frequencies"].items()
        }
        if not 0 < held["prior"] < 1:
            raise ValueError("prior")
        unknown = {str(column): float(share) for column, share in held["unknown"].items()}
        return cls(
            shares, float(held["prior"]), frequencies, unknown, bool(held["trained"]),
            tuple(held["notes"]),
        )  # fmt: skip

    def _text(self) -> str:
        return json.dumps(
            {"format": FORMAT, **asdict(self)}, sort_keys=True, ensure_ascii=False, indent=1
        )

    def bits(self, comparison: str, level: int) -> float:
        """The weight of a level, counted from the first, in bits; its name's frequency apart."""
        m, u = self.shares[comparison][level]
        return log2(m / u)

    @property
    def prior_bits(self) -> float:
        """The weight that every pair starts from."""
        return log2(self.prior / (1 - self.prior))

    def worst_bits(self, comparison: str) -> float:
        """The weight of the level that speaks most against; 0 where none does."""
        return min(0.0, *(self.bits(comparison, n) for n in range(len(self.shares[comparison]))))

    def rarest(self, column: str) -> float:
        """The share taken for a forename or surname that `frequencies` has not."""
        return self.unknown.get(column, self.ordinary(column))

    def ordinary(self, column: str) -> float:
        """The share of people who have an ordinary forename or surname: what agreeing is worth."""
        name, _, levels = next(each for each in COMPARISONS if each[0] == column)
        return self.shares[name][[level.by_frequency for level in levels].index(column)][1]

    def settings(self, *, adults: bool = False) -> dict[str, Any]:
        """The model as Splink takes it."""
        return {
            "link_type": "dedupe_only",
            "unique_id_column_name": "row",
            "probability_two_random_records_match": self.prior,
            "comparisons": [self._comparison(*comparison) for comparison in COMPARISONS],
            "blocking_rules_to_generate_predictions": [
                blocked(block) for block in blocks_for(adults)
            ],
            "retain_matching_columns": True,
            "retain_intermediate_calculation_columns": False,
            "additional_columns_to_retain": ["cluster", "known_name"],
        }

    def _comparison(
        self, name: str, columns: tuple[str, ...], levels: tuple[Level, ...]
    ) -> dict[str, Any]:
        nothing = {
            "sql_condition": missing(columns),
            "label_for_charts": "missing",
            "is_null_level": True,
        }
        described = [
            _level(level, *shares) for level, shares in zip(levels, self.shares[name], strict=True)
        ]
        return {"output_column_name": name, "comparison_levels": [nothing, *described]}


def _level(level: Level, m: float, u: float) -> dict[str, Any]:
    described: dict[str, Any] = {
        "label_for_charts": level.label,
        "sql_condition": level.sql,
        "m_probability": m,
        "u_probability": u,
    }
    if level.by_frequency:
        described["tf_adjustment_column"] = level.by_frequency
    return described
