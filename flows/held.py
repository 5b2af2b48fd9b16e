"""Passing large values between flows of one process."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Held(Generic[T]):
    """A value that Prefect neither walks through nor sends to its server: without attributes of its own to list."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value
