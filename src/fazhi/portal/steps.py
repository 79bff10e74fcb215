"""What every portal has in common: a plan is made, then carried out, until nothing is left."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from fazhi.portal.errors import ChangedMeanwhile, PublishError
from fazhi.portal.release import Release

#: Someone else who publishes the same release does our work: after a collision we wait,
#: longer each time, and look at what is left.
_ROUNDS = 10
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 20.0


class Action(StrEnum):
    """What a step does."""

    CREATE = "create"
    UPLOAD = "upload"
    REPLACE = "replace"
    COPY = "copy"
    LINK = "link"
    REMOVE = "remove"
    FILL = "fill table"
    CHANGE = "change"
    ANNOUNCE = "announce"


@dataclass(frozen=True, slots=True)
class Step:
    """One write to a portal.

    Attributes:
        action: What is done.
        subject: To what: a path of the release, or the name of something on the portal.
        reason: Why, for whoever reads the plan.
        size: Bytes that will travel.
        key: What the target needs to do it, e.g. the portal's own id.
    """

    action: Action
    subject: str
    reason: str
    size: int = 0
    key: str = ""


class Target(Protocol):
    """A place that releases are published to.

    Another kind of target is a class with these two methods, and an entry in
    ``fazhi.portal.settings``. Steps come in an order in which a reader of the portal never
    sees a release that is not whole: files first, what announces them last.
    """

    def plan(self, release: Release) -> list[Step]:
        """Look at the portal and return what is left to do; nothing if all is published.

        Raises:
            PublishError: The portal cannot be read, or the release cannot go there.
        """
        ...

    def apply(self, release: Release, step: Step) -> None:
        """Carry out one step.

        Raises:
            ChangedMeanwhile: Someone else wrote; the rest of the plan is out of date.
            PublishError: The step failed; the message says what to do.
        """
        ...


@dataclass(slots=True)
class Published:
    """What was done.

    Attributes:
        steps: The steps that were carried out, in order.
        collisions: How often someone else wrote at the same time.
    """

    steps: list[Step] = field(default_factory=list)
    collisions: int = 0


def publish(
    target: Target,
    release: Release,
    on_step: Callable[[Step], None] = lambda step: None,
    wait: Callable[[float], None] = time.sleep,
) -> Published:
    """Bring a portal to the state that the release describes.

    The portal is read again after every round, so that what is reported as published was
    seen to be there, and a run that was killed or disturbed is taken up where it stopped.

    Args:
        target: The portal.
        release: What to publish.
        on_step: Called before each step.
        wait: How to wait after a collision, in seconds.

    Raises:
        PublishError: A step failed, or the portal does not come to rest.
    """
    done, pause, suspect = Published(), _FIRST_WAIT_SECONDS, ""
    for _ in range(_ROUNDS):
        try:
            steps = target.plan(release)
            if not steps:
                return done
            for step in steps:
                on_step(step)
                target.apply(release, step)
                done.steps.append(step)
        except ChangedMeanwhile as collision:
            if collision.error is not None and str(collision.error) == suspect:
                raise collision.error from collision
            last: object = collision
            suspect = str(collision.error or "")
            done.collisions += 1
            # Two that wait equally long collide again.
            wait(pause * random.uniform(0.5, 1.5))
            pause = min(2 * pause, _LONGEST_WAIT_SECONDS)
        else:
            last = "what was written does not stay: " + "; ".join(
                f"{step.action} {step.subject} ({step.reason})" for step in steps[:3]
            )
    raise PublishError(
        f"the portal does not come to rest after {_ROUNDS} rounds. The last reason: {last}. "
        "Is someone else publishing another release there, or does the portal change what "
        "it is given? Nothing is lost: publish again when it is quiet"
    )
