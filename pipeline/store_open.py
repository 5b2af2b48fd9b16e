"""Opening a database by URL, and saying clearly why it cannot be."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from schemas.errors import StoreError

_CAUSES = {
    "database is locked": "数据库正被别的程序占用，请稍后再运行",
    "readonly database": "数据库只能读，不能写",
    "disk is full": "磁盘已满",
    "unable to open database file": "数据库文件打不开",
}


def open_engine(url: str, *, read_only: bool = False) -> Engine:
    """An engine for a URL or for the path of a SQLite file; a read-only one creates and changes nothing.

    Raises StoreError for a URL that cannot be meant, a driver that is not installed, a folder or file not there.
    """
    try:
        parsed = _parsed(url)
        name = parsed.database
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed)
        if not name or name == ":memory:":
            return create_engine(parsed, poolclass=StaticPool, connect_args={"check_same_thread": False})
        if read_only and not Path(name).is_file():
            raise StoreError(f"{shown(url)}: 没有这个数据库文件")
        if not Path(name).parent.is_dir():
            raise StoreError(f"{shown(url)}: 所在文件夹不存在")
        if read_only:
            parsed = parsed.set(
                database=f"file:{quote(str(Path(name).resolve()))}", query={"mode": "ro", "uri": "true"}
            )
        return create_engine(parsed, connect_args={"timeout": 30})
    except ModuleNotFoundError as exc:
        raise StoreError(
            f"{shown(url)}: 没有安装这种数据库的驱动 {exc.name}，请先安装（.venv/bin/uv pip install {exc.name}）"
        ) from exc
    except (ArgumentError, NoSuchModuleError) as exc:
        raise StoreError(f"{shown(url)}: 无法打开数据库（{exc}）") from exc


def shown(url: str) -> str:
    """The URL as it may be shown, without its password."""
    try:
        return _parsed(url).render_as_string(hide_password=True)
    except ArgumentError:
        scheme, _, rest = url.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"


def _parsed(url: str) -> URL:
    return make_url(url) if "://" in url else URL.create("sqlite", database=url)


def cause(exc: SQLAlchemyError) -> str:
    """What the database itself said, the commonest in Chinese."""
    said = str(getattr(exc, "orig", None) or exc)
    return next((f"{words}（{said}）" for sign, words in _CAUSES.items() if sign in said), said)
