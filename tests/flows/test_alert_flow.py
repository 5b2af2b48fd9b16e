"""The flow that alerts, called as a plain function: a messenger that is down for two runs, and a third that is not."""

import json
from datetime import date

from digests import missed
from pydantic import SecretStr
from vendors import vendors

from flows.alert import alert
from flows.held import Held
from schemas.settings import read_settings

SETTINGS = read_settings('[[channels]]\nkind = "file"\n[[channels]]\nkind = "wecom"\nurl = "env:DUBAN_WECOM"')


def test_a_messenger_is_away_for_two_runs(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.messengers.http.BACK_OFF", ())
    db = SecretStr(f"sqlite:///{tmp_path / 'duban.db'}")
    done = []
    with vendors() as server:
        monkeypatch.setenv("DUBAN_WECOM", server.url("wecom"))
        for day in (1, 2, 3):
            server.down = day < 3
            found = [missed(i) for i in range(day)]
            held = alert.fn(
                Held(found), db=db, out=str(tmp_path), as_of=date(2031, 10, day), settings=SETTINGS, titles=Held({})
            )
            done.append(held.value)
    assert [[(d.channel, d.sent, d.waiting) for d in run.deliveries] for run in done] == [
        [("file", 1, 0), ("wecom", 0, 1)],
        [("file", 1, 0), ("wecom", 0, 2)],
        [("file", 1, 0), ("wecom", 3, 0)],
    ]
    assert [len(run.fresh) for run in done] == [1, 1, 1]
    assert [len(run.held) for run in done] == [1, 2, 3]
    assert len(server.taken) == 3
    assert len((tmp_path / "alerts.jsonl").read_text("utf-8").splitlines()) == 3
    assert all("督办提醒" in json.dumps(message, ensure_ascii=False) for message in server.taken)
