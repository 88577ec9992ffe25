"""The date that a build is of: the one it is told, or that of the newest change."""

import os
from datetime import UTC, datetime

from qiusuo.model import History, Language


def dated(history: History, language: Language) -> str:
    """Of when the build is, in words.

    A build that does not know its own date is of the last change, so that the same content gives
    the same bytes whenever it is built (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isascii() and told.isdigit():
        return language.say("status_built", date=_day(datetime.fromtimestamp(int(told), UTC)))
    newest = max((one.last for one in history.dates.values()), default=None)
    if newest is None:
        return language.say("status_undated")
    return language.say("status_changed", date=_day(newest.astimezone(UTC)))


def _day(when: datetime) -> str:
    return when.date().isoformat()
