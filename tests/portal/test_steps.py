"""A plan is carried out until nothing is left, whoever else writes."""

from __future__ import annotations

import pytest

from fazhi.portal.errors import ChangedMeanwhile, PublishError
from fazhi.portal.release import Release
from fazhi.portal.steps import Action, Step, publish

STEP = Step(Action.UPLOAD, "a.csv", "new")


class Shelf:
    """A target with so many things left to do, and trouble to come."""

    def __init__(self, left: int, trouble: list[Exception]) -> None:
        self.left, self.trouble = left, trouble

    def plan(self, release: Release) -> list[Step]:
        return [STEP] * self.left

    def apply(self, release: Release, step: Step) -> None:
        if self.trouble:
            raise self.trouble.pop(0)
        self.left -= 1


def test_all_steps_are_done_once(release: Release) -> None:
    seen: list[Step] = []
    done = publish(Shelf(3, []), release, seen.append)
    assert done.steps == seen == [STEP] * 3


def test_a_collision_means_another_look(release: Release) -> None:
    waits: list[float] = []
    shelf = Shelf(3, [ChangedMeanwhile("someone") for _ in range(4)])
    done = publish(shelf, release, wait=waits.append)
    assert (shelf.left, done.collisions, len(waits)) == (0, 4, 4)
    assert waits[3] > waits[0]


def test_the_same_refusal_twice_is_no_collision(release: Release) -> None:
    refused = PublishError("title: too long")
    shelf = Shelf(1, [ChangedMeanwhile("perhaps", refused) for _ in range(5)])
    with pytest.raises(PublishError, match="title: too long"):
        publish(shelf, release, wait=lambda seconds: None)
    assert len(shelf.trouble) == 3


def test_a_refusal_that_passes_was_a_collision(release: Release) -> None:
    shelf = Shelf(1, [ChangedMeanwhile("perhaps", PublishError("name: taken"))])
    assert publish(shelf, release, wait=lambda seconds: None).collisions == 1


def test_a_portal_that_forgets_is_given_up(release: Release) -> None:
    class Forgetful(Shelf):
        def apply(self, release: Release, step: Step) -> None:
            return

    with pytest.raises(PublishError, match=r"does not come to rest.*upload a\.csv"):
        publish(Forgetful(1, []), release, wait=lambda seconds: None)
