"""The decisions about one trainee, sorted once by what rules ask for: weeks, services, activities, times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from constraints.scope import Block
    from inputs.days import Period
    from inputs.programme import Option, Service

Literal = Any


class RotationsAsked:
    """The rotations that a trainee may take, each with its literal.

    ``on_service`` has them by the id of the service, ``ending`` the services of those whose last week it is,
    ``in_week`` and ``on_in_week`` the literals of those that hold a week; weeks by their numbers.
    """

    def __init__(self, blocks: Mapping[Block, Literal]) -> None:
        self.on_service: defaultdict[str, list[tuple[Block, Literal]]] = defaultdict(list)
        self.ending: defaultdict[int, list[tuple[Service, Literal]]] = defaultdict(list)
        self.on_in_week: defaultdict[tuple[str, int], list[Literal]] = defaultdict(list)
        self.in_week: defaultdict[int, list[Literal]] = defaultdict(list)
        for block, literal in blocks.items():
            service = block.service
            self.on_service[service.id].append((block, literal))
            self.ending[block.weeks[-1].number].append((service, literal))
            for week in block.weeks:
                self.on_in_week[service.id, week.number].append(literal)
        for (_, number), literals in self.on_in_week.items():
            self.in_week[number] += literals


class SessionsAsked:
    """What a trainee may attend, each with its literal: by the id of the activity, and by the time."""

    def __init__(self, options: Mapping[Option, Literal]) -> None:
        self.of_activity: defaultdict[str, list[tuple[Option, Literal]]] = defaultdict(list)
        self.at: defaultdict[Period, list[Literal]] = defaultdict(list)
        for option, literal in options.items():
            self.of_activity[option.activity.id].append((option, literal))
            self.at[option.period].append(literal)
