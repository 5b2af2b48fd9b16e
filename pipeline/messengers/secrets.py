"""Secrets looked up by name when they are needed, and never kept."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.messengers.base import ChannelError


def secret(reference: str) -> str:
    """The value of env:NAME or file:PATH (its first line); anything else stands for itself.

    Raises ChannelError naming the variable or the file, never what is in it.
    """
    kind, _, name = reference.partition(":")
    if kind == "env":
        value = os.environ.get(name, "").strip()
        if not value:
            raise ChannelError(f"环境变量 {name} 没有设置", "settings")
        return value
    if kind == "file":
        try:
            lines = Path(name).expanduser().read_text(encoding="utf-8-sig").split("\n", 1)
        except OSError as exc:
            raise ChannelError(f"读不了密钥文件 {name}（{exc.strerror or type(exc).__name__}）", "settings") from None
        except UnicodeDecodeError:
            raise ChannelError(f"密钥文件 {name} 不是 UTF-8 文本", "settings") from None
        value = lines[0].strip()
        if not value:
            raise ChannelError(f"密钥文件 {name} 是空的", "settings")
        return value
    return reference
