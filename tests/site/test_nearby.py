"""The navigation of a page: whole where it is short, and what is near where it is long."""

from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from qiusuo.site.nearby import nearby


class _Page(Page):
    """A page of the navigation, and nothing else."""

    def __init__(self, title: str) -> None:
        self.title = title

    @property
    def is_homepage(self) -> bool:
        return False

    def __repr__(self) -> str:
        return str(self.title)


def tree(count: int) -> tuple[Navigation, list[Page]]:
    pages: list[Page] = [_Page(str(number)) for number in range(count)]
    way, other = Section("way", list(pages)), Section("other", [_Page("a"), _Page("b")])
    top = Section("directions", [way, other])
    for section in (way, other):
        section.parent = top
        for page in section.children:
            page.parent = section
    return Navigation([top], pages), pages


MORE = Link("all", "directions/")


def test_a_short_list_is_shown_whole() -> None:
    nav, pages = tree(24)
    assert nearby(nav, pages[3], MORE) is nav


def test_of_a_long_one_only_what_is_near_is_shown() -> None:
    nav, pages = tree(300)
    shown = nearby(nav, pages[100], MORE)
    way, other = shown.items[0].children
    assert [page.title for page in way.children] == [*map(str, range(95, 106)), "all"]
    assert [page.title for page in other.children] == ["a", "b"]
    assert len(nav.items[0].children[0].children) == 300
    way, _ = nearby(nav, pages[1], MORE).items[0].children
    assert [page.title for page in way.children] == [*map(str, range(7)), "all"]


def test_of_a_long_list_elsewhere_only_where_it_leads_is_told() -> None:
    nav, _ = tree(300)
    page = nav.items[0].children[1].children[0]
    way, other = nearby(nav, page, MORE).items[0].children
    assert [child.title for child in way.children] == ["0"]
    assert [child.title for child in other.children] == ["a", "b"]
