"""A busy evening, invented: a character in a game to whom children write. Most are curious; some confide. Pure.

After the month of spring 2020 in which 1,200 children wrote to a character of a game, and 350 confided (FACTS S-13).
Every word here is made up; none is explicit.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

CURIOUS = (
    ("salut", "t es un vrai joueur ?", "ok cool"),
    ("c est quoi ces ailes bleues", "stylé"),
    ("yo", "tu joues en squad ?"),
    ("mdr c est un bot", "dis un truc"),
    ("bonjour", "je regarde juste"),
)
CONFIDE = (
    ("salut", "je peux te dire un secret ?", "un adulte veut des photos de moi", "il va tout envoyer a ma classe"),
    ("coucou", "y a un monsieur qui veut me voir samedi a la gare", "il dit de rien dire a mes parents"),
    ("bonsoir", "j ai envie de mourir", "a la maison ca va pas"),
    ("hey", "on me menace", "il veut une carte cadeau sinon il publie"),
    ("salut", "mon oncle me touche", "je dois garder le secret"),
)  # fmt: skip
BANDS = ((10, 12), (13, 15), (16, 17))


@dataclass(frozen=True, slots=True)
class Child:
    """Somebody who writes: the game's own name of the talk, an age as a band, lines, and whether they confide."""

    name: str
    age: tuple[int, int]
    lines: tuple[str, ...]
    confides: bool


def children(count: int, confiding: int, seed: int = 1) -> list[Child]:
    """An evening's children, in the order in which they come."""
    chance = random.Random(seed)
    kinds = [True] * confiding + [False] * (count - confiding)
    chance.shuffle(kinds)
    return [
        Child(f"player-{number}", chance.choice(BANDS), chance.choice(CONFIDE if confides else CURIOUS), confides)
        for number, confides in enumerate(kinds)
    ]


Post = Callable[[dict[str, object]], dict[str, object]]


def write(child: Child, post: Post) -> Iterator[dict[str, object]]:
    """Sends a child's lines as its bridge would, one by one. Gives the desk's answers."""
    for line in child.lines:
        age = {"least": child.age[0], "most": child.age[1]}
        yield post({"conversation": child.name, "text": line, "language": "fr", "age": age})


def leave(child: Child, post: Post) -> dict[str, object]:
    """The child goes: the talk ends, and becomes a report."""
    return post({"conversation": child.name, "end": True})
