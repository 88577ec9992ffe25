"""A reader's fit in the words of a language: names, links, and each reason as a sentence."""

from qiusuo.model import Atlas, Chooser, Direction, Language
from qiusuo.views.address import Addresses
from qiusuo.views.fit import Reason, fit


def signed(points: int) -> str:
    """A number with its sign, as it is printed."""
    return f"+{points}" if points > 0 else str(points).replace("-", "−")


class FitWords:
    """An atlas as seen from a page, in the words of its language."""

    def __init__(self, atlas: Atlas, chooser: Chooser, language: Language, here: str) -> None:
        self.atlas, self.chooser, self.language = atlas, chooser, language
        self.backgrounds = tuple(language.names.get("backgrounds", {}))
        self.fit = fit(atlas, chooser, self.backgrounds)
        self._here = (language.code, here)

    def url(self, slug: str, anchor: str = "") -> str:
        """The link to a page of the same language."""
        there = (self.language.code, slug)
        return Addresses.of(self.atlas).between(self._here, there, anchor)

    def title(self, direction: Direction) -> str:
        """The title of a direction's page."""
        page = self.atlas.page(self.language.code, direction.page_slug)
        return page.title if page else direction.slug

    def listed(self, names: tuple[str, ...]) -> str:
        """Several names as one text."""
        return self.language.say("list_comma").join(names)

    def choice(self, question: str, value: str) -> str:
        """The name of a choice."""
        if question == "wait":
            return self.language.say("choose_months", n=value)
        kind = {"know": "backgrounds", "have": "compute", "enjoy": "joys"}[question]
        return self.language.name_of(kind, value)

    def answers(self, answers: tuple[str, ...]) -> str:
        """The names of several answers as one text."""
        named = [self.choice(*answer.split("=", 1)) for answer in answers]
        return " · ".join(dict.fromkeys(named))  # some names have commas

    def reason(self, reason: Reason, direction: Direction) -> tuple[str, str]:
        """A reason in words, and the place on the direction's page where its fact stands."""
        say, name = self.language.say, self.language.name_of
        about = reason.about
        low, high = direction.start.months

        def level(barrier: str) -> str:
            return name("levels", str(direction.barriers.get(barrier, 0)))

        def barrier(key: str) -> dict[str, str]:
            return {"barrier": name("barriers", key), "level": level(key)}

        match reason.kind:
            case "cost":
                return say("fit_cost", **barrier(about[0])), "barriers"
            case "leads":
                return say("fit_leads", what=name("backgrounds", about[0])), "fits"
            case "meets":
                what = name("backgrounds", about[0])
                return say("fit_meets", what=what, **barrier(about[1])), "barriers"
            case "clears":
                have = name("compute", about[0])
                return say("fit_clears", have=have, level=level("compute")), "barriers"
            case "enough" | "free" | "short" as kind:
                have, need = (name("compute", key) for key in about)
                return say(f"fit_{kind}", have=have, need=need), "at-a-glance"
            case "work":
                joy = name("joys", about[0])
                return say(f"fit_work_{about[1]}", joy=joy), "barriers"
            case "topics":
                known = {topic.slug: topic.names for topic in self.atlas.topics}
                topics = tuple(known[key].get(self.language.code, key) for key in about[1:])
                joy = name("joys", about[0])
                return say("fit_topics", joy=joy, topics=self.listed(topics)), "at-a-glance"
            case kind:
                return say(f"fit_{kind}", low=low, high=high), "at-a-glance"
