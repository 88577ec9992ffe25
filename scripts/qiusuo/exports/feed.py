"""An Atom feed (RFC 4287) of new and changed directions, one per language."""

from datetime import UTC, datetime
from html import escape

from feedgenerator import Atom1Feed

from qiusuo.model import Atlas, Dates, Direction, History, Language, Page
from qiusuo.views.address import Addresses


class _Feed(Atom1Feed):  # type: ignore[misc]
    def latest_post_date(self) -> datetime:
        """The date of the latest entry; a feed of none is as old as can be, not of today."""
        return max(
            (item["updateddate"] for item in self.items), default=datetime(1970, 1, 1, tzinfo=UTC)
        )


def feed(atlas: Atlas, language: Language, history: History, site_url: str) -> str:
    """The published directions in a language, the last changed first."""
    base = site_url.rstrip("/") + "/"
    addresses = Addresses.of(atlas)
    home = atlas.page(language.code, "index")
    address = base + addresses.path(language.code, "index")
    atom = _Feed(
        title=home.title if home else "Qiusuo",
        link=address,
        description=language.say("feed"),
        language=language.tag,
        author_name=language.say("editors"),
        feed_url=base + addresses.feed(language.code),
        feed_copyright=language.say("license"),
    )
    found = [
        (dates(history, direction, page), direction, page)
        for direction in atlas.directions_in_order()
        if (page := atlas.page(language.code, direction.page_slug)) is not None
    ]
    for when, direction, page in sorted(found, key=lambda one: one[0].last, reverse=True):
        atom.add_item(
            title=page.title,
            link=base + addresses.path(language.code, page.slug),
            description=escape(page.description),  # a summary is of the type html
            pubdate=when.first,
            updateddate=when.last,
            unique_id=base + addresses.path(language.code, page.slug),
            categories=(language.name_of("ways", direction.way),),
        )
    return str(atom.writeString("utf-8"))


def dates(history: History, direction: Direction, page: Page) -> Dates:
    """When a page was first published, and when it or the direction's facts last changed.

    Without a history, both are the first day of the year that the direction's facts give.
    """
    own = history.dates.get(page.path)
    if own is None:
        year = datetime(direction.edited, 1, 1, tzinfo=UTC)
        return Dates(year, year)
    facts = history.dates.get(direction.span.path, own)
    return Dates(own.first.astimezone(UTC), max(own.last, facts.last).astimezone(UTC))
