"""One run at a time in one folder of results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import StoreError

try:
    import fcntl
except ModuleNotFoundError:  # not on Windows, where two runs at once are the user's to avoid
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else runs into this folder while inside; the lock goes with the process, however that ends.

    Raises StoreError where somebody else does, with the number of their process.
    """
    if fcntl is None:
        yield
        return
    with (folder / ".lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            file.seek(0)
            other = file.read().strip() or "不明"
            raise StoreError(
                f"{folder}: 另一个 duban run（进程 {other}）正在使用这个结果文件夹，请等它结束再运行"
            ) from exc
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
