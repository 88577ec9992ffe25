"""The real atlas grown to any number of directions."""

from dataclasses import fields, replace

from qiusuo.model import Atlas, Direction, Span

_INVENTED = (
    ("down", "Data and synthetic corpora", "数据与合成语料"),
    ("up", "Embodied agents and robotics", "具身智能体与机器人"),
    ("hard", "Learning dynamics of very large networks", "超大网络的学习动力学"),
    ("down", "Accelerators", "加速器"),
    ("up", "Retrieval-augmented generation and long-term memory", "检索与长期记忆"),
    ("hard", "Linguistics", "语言学"),
)


def grown(atlas: Atlas, count: int) -> Atlas:
    """The atlas with invented directions, each with the text of one that there is."""
    directions, pages = list(atlas.directions), list(atlas.pages)
    for number in range(len(directions), count):
        way, english, chinese = _INVENTED[number % len(_INVENTED)]
        slug = f"invented-{number}"
        direction = Direction(slug, Span("x.yml"), way=way, order=100 + number, related=("agents",))
        directions.append(direction)
        for code, title in (("en", english), ("zh", chinese)):
            page = atlas.page(code, "directions/theory")
            assert page is not None
            pages.append(replace(page, slug=direction.page_slug, title=title))
    values = {one.name: getattr(atlas, one.name) for one in fields(atlas)}
    return Atlas(**values | {"directions": tuple(directions), "pages": tuple(pages)})
