"""What one build shows: the content as it was loaded, and what all its pages share."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File

from qiusuo import checks
from qiusuo.both import Aside
from qiusuo.diagnostics import Report
from qiusuo.model import Atlas, Direction, History, Language, Page
from qiusuo.site.render import Renderer
from qiusuo.site.share_pictures import SharePictures
from qiusuo.source import load
from qiusuo.source.history import read_history
from qiusuo.source.memory import Memory
from qiusuo.views.occurrence import Occurrences
from qiusuo.views.translation import newer_versions
from qiusuo.views.voice_label import voice_labels

log = get_plugin_logger("qiusuo")


@dataclass(frozen=True, eq=False)
class Edition:
    """The atlas as a build shows it: `atlas` is what is published, `whole` has the drafts too.

    `report` is of the content as it now stands; where that has errors, a preview has `kept` what
    stood before.
    """

    root: Path = Path()
    site_url: str = ""
    serving: bool = False
    atlas: Atlas = field(default_factory=Atlas)
    whole: Atlas = field(default_factory=Atlas)
    report: Report = field(default_factory=Report)
    history: History = field(default_factory=History)
    renderer: Renderer = field(default_factory=lambda: Renderer(Path()))
    pictures: SharePictures = field(default_factory=lambda: SharePictures(Atlas(), Path(), ""))
    kept: bool = False
    #: Search fields by what they differ in; see `surroundings`.
    search_boxes: dict[object, str] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether there is content to show, without errors."""
        return bool(self.atlas.pages) and (self.kept or not self.report.errors)

    @property
    def address(self) -> str:
        """Where the site is served, or its host's root."""
        return self.site_url or "/"

    @cached_property
    def occurrences(self) -> Occurrences:
        """Where the glossary's terms are used."""
        return Occurrences(self.whole)

    def page(self, file: File) -> Page | None:
        """A file's page as the readers of its language get it."""
        code, _, rest = file.src_uri.partition("/")
        return self.whole.shown(code, rest.removesuffix(".md"))

    def language(self, code: str) -> Language:
        """The language of a code, or the first."""
        return self.atlas.language(code) or self.atlas.languages[0]

    def direction(self, page: Page) -> Direction | None:
        """The direction that a page is of."""
        slug = page.slug.removeprefix("directions/")
        return self.whole.direction(slug) if slug != page.slug else None

    def year(self, page: Page) -> int:
        """The year in which the editors speak on a page."""
        direction = self.direction(page)
        years = [direction] if direction else self.atlas.directions
        return max((found.edited for found in years), default=2026)

    def labels(self, page: Page, language: Language) -> Any:
        """The voice labels of a page by the address of their block."""
        return voice_labels(self.atlas, language, page, self.year(page))

    def newer(self, page: Page, language: Language) -> Any:
        """What other languages say anew, by the address of the block that does not."""
        return newer_versions(self.whole, language, page)


def load_edition(
    root: Path,
    site_url: str,
    serving: bool,
    memory: Memory,
    before: Edition,
    begun: Aside[Memory] | None = None,
) -> Edition:
    """The content below `root`, of which some may be `begun` to be read.

    A preview goes on with what was last without errors, if it was.
    """
    atlas, findings = load(root, memory, begun)
    report = Report.of([*findings, *checks.check(atlas, findings)])
    if report.errors and serving and before.sound:
        log.error(
            "the content has errors; the preview shows what stood before\n%s", report.as_text()
        )
        return replace(before, report=report, kept=True)
    if serving and report.warnings:
        log.info("the content has warnings\n%s", report.as_text())
    history = read_history(root)
    if history.why:
        log.info("the feeds date by year, since %s", history.why)
    overrides = root / "overrides"
    # A preview's templates look themselves whether they have changed.
    keep = serving and before.renderer.overrides == overrides
    return Edition(
        root=root,
        site_url=site_url,
        serving=serving,
        atlas=atlas.published,
        whole=atlas,
        report=report,
        history=history,
        renderer=before.renderer if keep else Renderer(overrides, serving),
        pictures=SharePictures(atlas.published, root, site_url),
    )
